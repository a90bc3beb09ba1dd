using ActorStream.Conversations;
using ActorStream.Observability;

namespace ActorStream.Server.Observability;

/// <summary>
/// What happened in the last seconds: one slot a second, summed up when somebody looks. Counting
/// allocates nothing.
/// </summary>
/// <remarks>Safe for any thread; <see cref="Tick"/> is for one clock.</remarks>
internal sealed class ActivityWindow
{
    /// <summary>Whole seconds that are looked back on.</summary>
    public const int Slots = 10;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<ActivitySlot> _closed = new(Slots + 1);
    private ActivitySlot _open = new();
    private long _openSince;
    private long _deliveries;

    public ActivityWindow(TimeProvider time)
    {
        _time = time;
        _openSince = time.GetTimestamp();
    }

    /// <summary>A write is durable.</summary>
    public void Written(in ConversationWrite write)
    {
        lock (_gate)
            _open.Add(write);
    }

    /// <summary>So many events were handed to a viewer.</summary>
    public void Delivered(int events) => Interlocked.Add(ref _deliveries, events);

    /// <summary>Ends a second and begins the next.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            _open.Deliveries = Interlocked.Exchange(ref _deliveries, 0);
            _open.Duration = _time.GetElapsedTime(_openSince);
            _openSince = _time.GetTimestamp();
            _closed.Enqueue(_open);
            _open = _closed.Count > Slots ? _closed.Dequeue().Cleared() : new();
        }
    }

    /// <summary>The whole seconds that were ended, the last ten at most.</summary>
    public ActivitySummary Summarize()
    {
        var sum = new ActivitySlot();
        lock (_gate)
        {
            foreach (var slot in _closed)
                sum.Add(slot);
        }

        return new(sum);
    }
}

/// <summary>The counts of one second.</summary>
internal sealed class ActivitySlot
{
    public Distribution WriteSizes { get; } = new();

    /// <summary>In microseconds.</summary>
    public Distribution WriteDurations { get; } = new();

    public Distribution Mailboxes { get; } = new();

    /// <summary>Whose mailbox was the deepest, if one held anything.</summary>
    public ConversationId? Deepest { get; private set; }

    public long Events { get; private set; }

    public long Chunks { get; private set; }

    public long Prompts { get; private set; }

    public long Deliveries { get; set; }

    public TimeSpan Duration { get; set; }

    public void Add(in ConversationWrite write)
    {
        if (write.MailboxDepth > Mailboxes.Max)
            Deepest = write.ConversationId;
        WriteSizes.Add(write.Events);
        WriteDurations.Add((long)write.Duration.TotalMicroseconds);
        Mailboxes.Add(write.MailboxDepth);
        Events += write.Events;
        Chunks += write.Chunks;
        Prompts += write.Prompts;
    }

    public void Add(ActivitySlot other)
    {
        if (other.Mailboxes.Max > Mailboxes.Max)
            Deepest = other.Deepest;
        WriteSizes.Add(other.WriteSizes);
        WriteDurations.Add(other.WriteDurations);
        Mailboxes.Add(other.Mailboxes);
        Events += other.Events;
        Chunks += other.Chunks;
        Prompts += other.Prompts;
        Deliveries += other.Deliveries;
        Duration += other.Duration;
    }

    public ActivitySlot Cleared()
    {
        WriteSizes.Clear();
        WriteDurations.Clear();
        Mailboxes.Clear();
        Deepest = null;
        Events = Chunks = Prompts = Deliveries = 0;
        Duration = TimeSpan.Zero;
        return this;
    }
}

/// <summary>What a window says about its seconds.</summary>
internal sealed class ActivitySummary(ActivitySlot sum)
{
    private readonly double _seconds = sum.Duration.TotalSeconds;

    public double WritesPerSecond => PerSecond(sum.WriteSizes.Count);

    public double EventsPerSecond => PerSecond(sum.Events);

    public double ChunksPerSecond => PerSecond(sum.Chunks);

    public double PromptsPerSecond => PerSecond(sum.Prompts);

    public double DeliveriesPerSecond => PerSecond(sum.Deliveries);

    public Distribution WriteSizes => sum.WriteSizes;

    /// <summary>In microseconds.</summary>
    public Distribution WriteDurations => sum.WriteDurations;

    public Distribution Mailboxes => sum.Mailboxes;

    public ConversationId? Deepest => sum.Deepest;

    private double PerSecond(long count) => _seconds > 0 ? count / _seconds : 0;
}
