namespace Akka.Persistence.Query;

/// <summary>An event as a read journal gives it.</summary>
public sealed class EventEnvelope : IEquatable<EventEnvelope>
{
    /// <summary>Wraps an event whose time and tags are not known.</summary>
    public EventEnvelope(Offset offset, string persistenceId, long sequenceNr, object @event)
        : this(offset, persistenceId, sequenceNr, @event, 0L, []) { }

    /// <summary>Wraps an event whose tags are not known.</summary>
    public EventEnvelope(
        Offset offset,
        string persistenceId,
        long sequenceNr,
        object @event,
        long timestamp
    )
        : this(offset, persistenceId, sequenceNr, @event, timestamp, []) { }

    /// <summary>Wraps an event.</summary>
    public EventEnvelope(
        Offset offset,
        string persistenceId,
        long sequenceNr,
        object @event,
        long timestamp,
        string[] tags
    )
    {
        Offset = offset;
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Event = @event;
        Timestamp = timestamp;
        Tags = tags;
    }

    /// <summary>Where the read journal can go on after this event.</summary>
    public Offset Offset { get; }

    /// <summary>Whose event it is.</summary>
    public string PersistenceId { get; }

    /// <summary>Its number among those of its persistence id.</summary>
    public long SequenceNr { get; }

    /// <summary>The event.</summary>
    public object Event { get; }

    /// <summary>When the journal took it, in .NET ticks (UTC); 0 when not known.</summary>
    public long Timestamp { get; }

    /// <summary>Its tags.</summary>
    public string[] Tags { get; }

    /// <inheritdoc />
    public bool Equals(EventEnvelope? other) =>
        other is not null
        && SequenceNr == other.SequenceNr
        && Timestamp == other.Timestamp
        && string.Equals(PersistenceId, other.PersistenceId, StringComparison.Ordinal)
        && Equals(Offset, other.Offset)
        && Equals(Event, other.Event);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EventEnvelope);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Offset, PersistenceId, SequenceNr, Event);

    /// <inheritdoc />
    public override string ToString() =>
        $"EventEnvelope({PersistenceId}, {SequenceNr}, {Event}, offset: {Offset}, timestamp: {Timestamp})";
}
