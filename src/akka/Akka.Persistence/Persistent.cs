using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The usual <see cref="IPersistentRepresentation" />.</summary>
public class Persistent : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    /// <summary>Creates one.</summary>
    public Persistent(
        object payload,
        long sequenceNr = 0L,
        string? persistenceId = null,
        string? manifest = null,
        bool isDeleted = false,
        IActorRef? sender = null,
        string? writerGuid = null,
        long timestamp = 0L
    )
    {
        Payload = payload;
        SequenceNr = sequenceNr;
        PersistenceId = persistenceId ?? Undefined;
        Manifest = manifest ?? Undefined;
        IsDeleted = isDeleted;
        Sender = sender!;
        WriterGuid = writerGuid ?? Undefined;
        Timestamp = timestamp;
    }

    /// <summary>Stands for an unknown text.</summary>
    public static string Undefined { get; } = string.Empty;

    /// <inheritdoc />
    public object Payload { get; }

    /// <inheritdoc />
    public long SequenceNr { get; }

    /// <inheritdoc />
    public string PersistenceId { get; }

    /// <inheritdoc />
    public string Manifest { get; }

    /// <inheritdoc />
    public bool IsDeleted { get; }

    /// <inheritdoc />
    public IActorRef Sender { get; private set; }

    /// <inheritdoc />
    public string WriterGuid { get; }

    /// <inheritdoc />
    public long Timestamp { get; private set; }

    /// <inheritdoc />
    public IPersistentRepresentation WithPayload(object payload) =>
        Copy(payload, Manifest, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithManifest(string manifest) =>
        Manifest == manifest ? this : Copy(Payload, manifest, Timestamp);

    /// <inheritdoc />
    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        Timestamp == newTimestamp ? this : Copy(Payload, Manifest, newTimestamp);

    /// <inheritdoc />
    public IPersistentRepresentation Update(
        long sequenceNr,
        string persistenceId,
        bool isDeleted,
        IActorRef sender,
        string writerGuid
    ) =>
        new Persistent(
            Payload,
            sequenceNr,
            persistenceId,
            Manifest,
            isDeleted,
            sender,
            writerGuid,
            Timestamp
        );

    /// <summary>
    /// Stamps an event that only its writer knows yet, in place: a store that keeps it must not
    /// keep the sender of the command alive with it.
    /// </summary>
    internal void Stamp(long timestamp)
    {
        Timestamp = timestamp;
        Sender = null!;
    }

    private Persistent Copy(object payload, string manifest, long timestamp) =>
        new(payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, timestamp);

    /// <inheritdoc />
    public bool Equals(IPersistentRepresentation? other) =>
        other is not null
        && (
            ReferenceEquals(this, other)
            || (
                Equals(Payload, other.Payload)
                && SequenceNr == other.SequenceNr
                && IsDeleted == other.IsDeleted
                && Timestamp == other.Timestamp
                && string.Equals(Manifest, other.Manifest, StringComparison.Ordinal)
                && string.Equals(PersistenceId, other.PersistenceId, StringComparison.Ordinal)
                && string.Equals(WriterGuid, other.WriterGuid, StringComparison.Ordinal)
                && Equals(Sender, other.Sender)
            )
        );

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as IPersistentRepresentation);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Payload, SequenceNr, PersistenceId);

    /// <inheritdoc />
    public override string ToString() =>
        $"Persistent({PersistenceId}, {SequenceNr}, {Payload}, manifest: {Manifest})";
}
