using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Timelines;

/// <summary>How one turn went, in time.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Started">Its first event.</param>
/// <param name="Ended">Its last event, or null while it is open.</param>
/// <param name="FirstSequenceNr">The number of its first event.</param>
/// <param name="LastSequenceNr">The number of its last event so far.</param>
/// <param name="Chunks">Its chunks.</param>
/// <param name="TextLength">Characters (UTF-16 units) of its chunks.</param>
/// <param name="FirstChunk">From the prompt to the first chunk, or null if there is none.</param>
/// <param name="Duration">From the prompt to the end, or null while it is open.</param>
/// <param name="Pauses">The times between chunks.</param>
/// <param name="Gaps">The longest of them that stand out, the longest first.</param>
/// <param name="Buckets">The turn in equal spans; empty if it took no time.</param>
public sealed record TurnTimeline(
    TurnId TurnId,
    TurnStatus Status,
    TurnStarted Started,
    TurnEnded? Ended,
    long FirstSequenceNr,
    long LastSequenceNr,
    int Chunks,
    long TextLength,
    TimeSpan? FirstChunk,
    TimeSpan? Duration,
    PauseQuantiles Pauses,
    IReadOnlyList<TimelineGap> Gaps,
    IReadOnlyList<TimelineBucket> Buckets
);

/// <summary>The times between the chunks of a turn; all 0 with fewer than two chunks.</summary>
public readonly record struct PauseQuantiles(TimeSpan P50, TimeSpan P99, TimeSpan Max);

/// <summary>A pause that stands out.</summary>
/// <param name="AfterSequenceNr">The chunk after which nothing came.</param>
/// <param name="Length">For how long.</param>
public readonly record struct TimelineGap(long AfterSequenceNr, TimeSpan Length);

/// <summary>One of the equal spans that a turn is cut into.</summary>
/// <param name="Start">From the prompt to the beginning of the span.</param>
/// <param name="Chunks">Chunks in it.</param>
/// <param name="Characters">Their characters.</param>
public readonly record struct TimelineBucket(TimeSpan Start, int Chunks, long Characters);
