namespace ActorStream.Operations.Databases;

/// <summary>What the table <c>journal</c> says about one persistence id as a whole.</summary>
/// <param name="PersistenceId">Whose rows they are.</param>
/// <param name="Turns">Stored events that began a turn.</param>
/// <param name="Events">Stored events; rows that only keep a sequence number are not counted.</param>
/// <param name="PayloadBytes">What all payloads take.</param>
/// <param name="HighestSequenceNr">The last event's number.</param>
/// <param name="LastOrdering">The last row's place in the database.</param>
/// <param name="LastManifest">What the last row is.</param>
/// <param name="CreatedTicks">When the first row was written.</param>
/// <param name="UpdatedTicks">When the last row was written.</param>
public sealed record ConversationTotals(
    string PersistenceId,
    long Turns,
    long Events,
    long PayloadBytes,
    long HighestSequenceNr,
    long LastOrdering,
    string LastManifest,
    long CreatedTicks,
    long UpdatedTicks
)
{
    /// <summary>When the last row was written, or the nearest possible time where that is none.</summary>
    public DateTimeOffset Updated => Ticks.ToTime(UpdatedTicks);
}

/// <summary>The rows that say what to call a conversation.</summary>
/// <param name="First">The first stored row, or null.</param>
/// <param name="FirstPrompt">The first row that began a turn, or null.</param>
public sealed record ConversationBeginning(JournalRow? First, JournalRow? FirstPrompt);
