using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>
/// A conversation between two turns, so that a recovery need not read every chunk again. Never holds an
/// open turn.
/// </summary>
internal sealed record ConversationSnapshot(
    ConversationStarted Started,
    long SequenceNr,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<SnapshotTurn> Turns
);

/// <summary>One turn with its joined parts; exactly one of the ends is set.</summary>
internal sealed record SnapshotTurn(
    TurnStarted Started,
    long StartedSequenceNr,
    long EndedSequenceNr,
    IReadOnlyList<SnapshotPart> Parts,
    TurnCompleted? Completed = null,
    TurnAborted? Aborted = null,
    TurnFailed? Failed = null,
    TurnInterrupted? Interrupted = null
);

/// <summary>Adjacent chunks of one kind.</summary>
internal sealed record SnapshotPart(ChunkKind Kind, string Text);
