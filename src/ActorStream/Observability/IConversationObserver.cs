using ActorStream.Conversations;

namespace ActorStream.Observability;

/// <summary>
/// Is told what conversations do. Called on the conversations' own threads, between two of their
/// messages: it must be quick, must not throw, and is called from many threads at once.
/// </summary>
public interface IConversationObserver
{
    /// <summary>One atomic write is durable. Viewers are answered after this returns.</summary>
    void Written(in ConversationWrite write);
}

/// <summary>One atomic write of a conversation, as its actor sees it.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="LastSequenceNr">The number of its last event.</param>
/// <param name="Events">Events in it, chunks and prompts included.</param>
/// <param name="Chunks">Chunks in it.</param>
/// <param name="Prompts">Prompts in it.</param>
/// <param name="Duration">From the order to the durable answer.</param>
/// <param name="MailboxDepth">Messages that waited for the actor when the answer came.</param>
public readonly record struct ConversationWrite(
    ConversationId ConversationId,
    long LastSequenceNr,
    int Events,
    int Chunks,
    int Prompts,
    TimeSpan Duration,
    int MailboxDepth
);

/// <summary>Looks away.</summary>
internal sealed class NoObserver : IConversationObserver
{
    public static readonly NoObserver Instance = new();

    public void Written(in ConversationWrite write) { }
}
