using System.Globalization;
using ActorStream.Conversations;

namespace ActorStream.Server.Observability;

/// <summary>
/// One viewer's connection, and what it has taken. Written by the one task that serves it, read by
/// anybody.
/// </summary>
internal sealed class ViewerConnection(
    long number,
    ConnectionKind kind,
    ConversationId conversationId,
    Cursor? after,
    DateTimeOffset connectedAt,
    ConversationMetrics metrics,
    Action<ViewerConnection> close
) : IDisposable
{
    private string? _incarnation = after?.Incarnation;
    private long _sequenceNr = after?.SequenceNr ?? 0;
    private long _deliveredEvents;
    private long _deliveredBytes;

    /// <summary>Counted from 1 in the life of the process.</summary>
    public long Number => number;

    public string Id => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    public ConnectionKind Kind => kind;

    public ConversationId ConversationId => conversationId;

    public DateTimeOffset ConnectedAt => connectedAt;

    /// <summary>The last event that its connection took; null before the first.</summary>
    public Cursor? Cursor =>
        Volatile.Read(ref _incarnation) is { } incarnation ? new(incarnation, SequenceNr) : null;

    public long SequenceNr => Volatile.Read(ref _sequenceNr);

    public long DeliveredEvents => Volatile.Read(ref _deliveredEvents);

    public long DeliveredBytes => Volatile.Read(ref _deliveredBytes);

    /// <summary>The connection took these, and everything is handed over up to here.</summary>
    public void Delivered(Cursor upTo, int events, long bytes)
    {
        Volatile.Write(ref _sequenceNr, upTo.SequenceNr);
        Volatile.Write(ref _incarnation, upTo.Incarnation);
        if (events == 0)
            return;
        Volatile.Write(ref _deliveredEvents, _deliveredEvents + events);
        Volatile.Write(ref _deliveredBytes, _deliveredBytes + bytes);
        metrics.Delivered(events);
    }

    /// <summary>It is not connected any more.</summary>
    public void Dispose() => close(this);
}
