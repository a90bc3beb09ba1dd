using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Timelines;

/// <summary>Collects one turn; 24 bytes a chunk.</summary>
internal sealed class TurnInTime(TurnStarted started, long firstSequenceNr)
{
    private const int MaxGaps = 5;
    private const int MaxBuckets = 60;
    private const int TimesTheMedian = 5;

    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(100);

    private readonly List<Chunk> _chunks = [];
    private readonly long _firstSequenceNr = firstSequenceNr;
    private long _lastSequenceNr = firstSequenceNr;
    private TimeSpan _last;
    private TurnEnded? _ended;

    public TurnId TurnId => started.TurnId;

    public void Add(ChunkAppended chunk, long sequenceNr) =>
        _chunks.Add(new(sequenceNr, Advance(chunk.At, sequenceNr), chunk.Text.Length));

    public void End(TurnEnded ended, long sequenceNr)
    {
        Advance(ended.At, sequenceNr);
        _ended = ended;
    }

    public TurnTimeline Measure()
    {
        var pauses = Pauses();
        var sorted = pauses.Select(pause => pause.Length).Order().ToArray();
        return new(
            TurnId,
            _ended is null ? TurnStatus.Running : ConversationState.StatusOf(_ended),
            started,
            _ended,
            _firstSequenceNr,
            _lastSequenceNr,
            _chunks.Count,
            _chunks.Sum(chunk => (long)chunk.Length),
            _chunks is [var first, ..] ? first.At : null,
            _ended is null ? null : _last,
            new(Quantile(sorted, 0.5), Quantile(sorted, 0.99), Quantile(sorted, 1)),
            Gaps(pauses, Quantile(sorted, 0.5)),
            Buckets()
        );
    }

    /// <summary>
    /// The event's time since the turn began. A clock that was set back in the meantime must not turn
    /// time round: then it stands still.
    /// </summary>
    private TimeSpan Advance(DateTimeOffset at, long sequenceNr)
    {
        _lastSequenceNr = sequenceNr;
        var since = at - started.At;
        return _last = since > _last ? since : _last;
    }

    private TimelineGap[] Pauses()
    {
        var pauses = new TimelineGap[Math.Max(0, _chunks.Count - 1)];
        for (var i = 0; i < pauses.Length; i++)
            pauses[i] = new(_chunks[i].SequenceNr, _chunks[i + 1].At - _chunks[i].At);
        return pauses;
    }

    private static TimelineGap[] Gaps(TimelineGap[] pauses, TimeSpan median) =>
        pauses
            .Where(pause => pause.Length > ShortestGap && pause.Length > median * TimesTheMedian)
            .OrderByDescending(pause => pause.Length)
            .Take(MaxGaps)
            .ToArray();

    private TimelineBucket[] Buckets()
    {
        if (_last <= TimeSpan.Zero)
            return [];
        var count = (int)Math.Clamp(_last.Ticks, 1, MaxBuckets);
        var span = _last / count;
        var buckets = new TimelineBucket[count];
        for (var i = 0; i < count; i++)
            buckets[i] = new(span * i, 0, 0);
        foreach (var chunk in _chunks)
        {
            ref var bucket = ref buckets[Math.Min(count - 1, (int)(chunk.At / span))];
            bucket = bucket with
            {
                Chunks = bucket.Chunks + 1,
                Characters = bucket.Characters + chunk.Length,
            };
        }

        return buckets;
    }

    private static TimeSpan Quantile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0
            ? TimeSpan.Zero
            : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private readonly record struct Chunk(long SequenceNr, TimeSpan At, int Length);
}
