namespace ActorStream.Operations.Verifying;

/// <summary>Something in a journal that is not as it was written.</summary>
/// <param name="PersistenceId">
/// Whose row it is; empty where rows were lost of which nothing tells whose they were.
/// </param>
/// <param name="SequenceNr">
/// The row's number; of a missing row, the number that is missing; 0 where that is not known.
/// </param>
/// <param name="Kind">What sort of damage it is.</param>
/// <param name="Reason">One sentence; never quotes content.</param>
public sealed record Finding(
    string PersistenceId,
    long SequenceNr,
    FindingKind Kind,
    string Reason
);

/// <summary>Sorts of damage. The names stand in the output for programs; never rename one.</summary>
public enum FindingKind
{
    /// <summary>The payload's bytes are not those that were written.</summary>
    Checksum,

    /// <summary>The manifest is unknown, or is not this payload's.</summary>
    Manifest,

    /// <summary>The payload cannot be read as what the manifest says.</summary>
    Content,

    /// <summary>The row names another serializer.</summary>
    Identifier,

    /// <summary>A sequence number is missing.</summary>
    Gap,

    /// <summary>The event cannot stand in this place: a second start, a chunk outside of a turn, ...</summary>
    Misplaced,

    /// <summary>A row is marked as deleted, and its conversation is not erased.</summary>
    Deletion,

    /// <summary>The row's tags are not those of its event.</summary>
    Tags,

    /// <summary>The row names a writer who cannot have written it.</summary>
    Writer,

    /// <summary>Rows are gone after which nothing follows: a conversation's last, or all of it.</summary>
    Lost,

    /// <summary>A snapshot cannot be read, or says something else than the events.</summary>
    Snapshot,

    /// <summary>The persistence id is not one of a conversation.</summary>
    Stranger,
}
