using ActorStream.Journal;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Healing;

/// <summary>One change that makes a conversation whole again.</summary>
/// <param name="PersistenceId">Whose row it is.</param>
/// <param name="SequenceNr">The row's number.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Reason">Why: one sentence without content.</param>
public sealed record HealingStep(
    string PersistenceId,
    long SequenceNr,
    HealingKind Kind,
    string Reason
)
{
    /// <summary>What is lost by it; null where it loses nothing.</summary>
    public LostContent? Lost =>
        Kind is not (HealingKind.Replace or HealingKind.Fill) || After is not { } row
            ? null
            : Manifests.KindOf(row.Manifest) switch
            {
                "conversation-started" => LostContent.Start,
                "turn-started" => LostContent.Prompt,
                "chunk" => LostContent.Chunk,
                _ => LostContent.End,
            };

    /// <summary>The row that is there; kept in the quarantine. Null if there is none.</summary>
    internal JournalRow? Before { get; init; }

    /// <summary>The snapshot that is there; kept in the quarantine unless it was to be erased.</summary>
    internal SnapshotRow? Snapshot { get; init; }

    /// <summary>Whether somebody has ordered that nothing of it is kept.</summary>
    internal bool IsOfErased { get; init; }

    /// <summary>Between which orderings a missing row stood.</summary>
    internal (long After, long Before) Between { get; init; }

    /// <summary>The row that comes in its place.</summary>
    internal JournalRow? After { get; init; }
}

/// <summary>What a lost row had to say. The names stand in the output for programs; never rename one.</summary>
public enum LostContent
{
    /// <summary>The title and the tenant of the conversation.</summary>
    Start,

    /// <summary>What was asked.</summary>
    Prompt,

    /// <summary>A piece of an answer.</summary>
    Chunk,

    /// <summary>How a turn ended.</summary>
    End,
}

/// <summary>What healing does. The names stand in the output for programs; never rename one.</summary>
public enum HealingKind
{
    /// <summary>A turn was left open: it gets its end, <c>turn-interrupted</c>.</summary>
    EndTurn,

    /// <summary>The payload is whole; what stands around it in the row is put right.</summary>
    Restore,

    /// <summary>The row is damaged: what must have stood there takes its place, without its content.</summary>
    Replace,

    /// <summary>The row is missing: the same.</summary>
    Fill,

    /// <summary>A snapshot is removed; the next one is made of the events.</summary>
    DropSnapshot,

    /// <summary>A row of the table of tags is removed that belongs to no event.</summary>
    DropTag,

    /// <summary>Rows are gone that nothing tells of: it is noted, and not told again.</summary>
    AcceptLoss,
}
