using System.Diagnostics.Metrics;
using ActorStream.Observability;

namespace ActorStream.Server.Observability;

/// <summary>
/// Counts what conversations write and viewers are handed: for whoever listens to the meter
/// <c>ActorStream</c>, for the overview, and for streams that follow the journal.
/// </summary>
internal sealed class ConversationMetrics : IConversationObserver
{
    private readonly Histogram<int> _writeSize;
    private readonly Histogram<double> _writeDuration;
    private readonly Histogram<int> _mailboxDepth;
    private readonly Counter<long> _chunks;
    private readonly Counter<long> _prompts;
    private readonly Counter<long> _deliveries;

    public ConversationMetrics(IMeterFactory meters, TimeProvider time)
    {
        Window = new(time);
        var meter = meters.Create("ActorStream");
        _writeSize = meter.CreateHistogram<int>(
            "actorstream.write.size",
            "{event}",
            "Events of one atomic write."
        );
        _writeDuration = meter.CreateHistogram<double>(
            "actorstream.write.duration",
            "s",
            "From a write's order to its durable answer."
        );
        _mailboxDepth = meter.CreateHistogram<int>(
            "actorstream.mailbox.depth",
            "{message}",
            "Messages that waited for a conversation when a write was answered."
        );
        _chunks = meter.CreateCounter<long>("actorstream.chunks", "{chunk}", "Durable chunks.");
        _prompts = meter.CreateCounter<long>("actorstream.prompts", "{prompt}", "Durable prompts.");
        _deliveries = meter.CreateCounter<long>(
            "actorstream.deliveries",
            "{event}",
            "Events that were handed to viewers' connections."
        );
    }

    /// <summary>The last seconds.</summary>
    public ActivityWindow Window { get; }

    /// <summary>Wakes whoever follows the journal.</summary>
    public WritePulse Pulse { get; } = new();

    /// <inheritdoc />
    public void Written(in ConversationWrite write)
    {
        _writeSize.Record(write.Events);
        _writeDuration.Record(write.Duration.TotalSeconds);
        _mailboxDepth.Record(write.MailboxDepth);
        if (write.Chunks > 0)
            _chunks.Add(write.Chunks);
        if (write.Prompts > 0)
            _prompts.Add(write.Prompts);
        Window.Written(write);
        Pulse.Beat(write.ConversationId);
    }

    /// <summary>So many events were handed to a viewer's connection.</summary>
    public void Delivered(int events)
    {
        _deliveries.Add(events);
        Window.Delivered(events);
    }
}
