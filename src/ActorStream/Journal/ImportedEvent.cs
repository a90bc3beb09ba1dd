namespace ActorStream.Journal;

/// <summary>
/// A stored event of another journal, to be stored here as it was there: the same bytes, version, time and
/// writer. Only an import makes one; what is read back is an event like any other.
/// </summary>
/// <param name="SequenceNr">Its number.</param>
/// <param name="CreatedTicks">When it was written, in UTC ticks.</param>
/// <param name="Manifest">What the payload is.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="Writer">Which incarnation of an actor wrote it, where that is known.</param>
/// <param name="IsTagged">Whether the list of conversations is made of it.</param>
/// <param name="IsDeleted">Whether it only keeps the number of an erased conversation.</param>
public sealed record ImportedEvent(
    long SequenceNr,
    long CreatedTicks,
    string Manifest,
    byte[] Payload,
    string? Writer,
    bool IsTagged,
    bool IsDeleted
);
