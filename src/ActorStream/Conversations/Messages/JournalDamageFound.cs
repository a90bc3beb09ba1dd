namespace ActorStream.Conversations.Messages;

/// <summary>
/// A row of the journal is damaged. Published on the event stream once for each row that is met; nothing of
/// the row is served. Says nothing of its content.
/// </summary>
/// <param name="ConversationId">Whose row it is.</param>
/// <param name="SequenceNr">The event's number, or the snapshot's.</param>
/// <param name="Reason">What is wrong with it, one sentence.</param>
public sealed record JournalDamageFound(
    ConversationId ConversationId,
    long SequenceNr,
    string Reason
);
