using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events of one persistence id that are stored together or not at all.</summary>
#pragma warning disable MA0077 // Akka.NET's has Equals(AtomicWrite) and not the interface.
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
#pragma warning restore MA0077
{
    private readonly IPersistentRepresentation? _single;
    private IImmutableList<IPersistentRepresentation>? _payload;

    /// <summary>Creates a write of one event.</summary>
    public AtomicWrite(IPersistentRepresentation @event)
    {
        _single = @event;
        PersistenceId = @event.PersistenceId;
        LowestSequenceNr = @event.SequenceNr;
        HighestSequenceNr = @event.SequenceNr;
    }

    /// <summary>Creates a write of several events, in ascending order of their numbers.</summary>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is null || payload.Count == 0)
        {
            throw new ArgumentException(
                "An atomic write holds at least one event.",
                nameof(payload)
            );
        }

        var first = payload[0];
        for (var i = 1; i < payload.Count; i++)
        {
            if (
                !string.Equals(
                    payload[i].PersistenceId,
                    first.PersistenceId,
                    StringComparison.Ordinal
                )
            )
            {
                throw new ArgumentException(
                    $"An atomic write is of one persistence id, not of {first.PersistenceId} and "
                        + $"{payload[i].PersistenceId}.",
                    nameof(payload)
                );
            }
        }

        _payload = payload;
        _single = payload.Count == 1 ? first : null;
        PersistenceId = first.PersistenceId;
        LowestSequenceNr = first.SequenceNr;
        HighestSequenceNr = payload[^1].SequenceNr;
    }

    /// <summary>The events: an <see cref="IImmutableList{T}" /> of <see cref="IPersistentRepresentation" />.</summary>
    public object Payload => Events;

    /// <inheritdoc />
    public int Size => _payload?.Count ?? 1;

    /// <inheritdoc />
    public IActorRef Sender => ActorRefs.NoSender;

    /// <summary>Whose events they are.</summary>
    public string PersistenceId { get; }

    /// <summary>The number of the first event.</summary>
    public long LowestSequenceNr { get; }

    /// <summary>The number of the last event.</summary>
    public long HighestSequenceNr { get; }

    /// <summary>The only event, or null when there are several.</summary>
    internal IPersistentRepresentation? Single => _single;

    /// <summary>The events, as <see cref="Payload" /> gives them.</summary>
    internal IImmutableList<IPersistentRepresentation> Events =>
        _payload ??= ImmutableList.Create(_single!);

    /// <summary>Whether two writes hold the same events.</summary>
    public bool Equals(AtomicWrite? other) =>
        other is not null
        && string.Equals(PersistenceId, other.PersistenceId, StringComparison.Ordinal)
        && LowestSequenceNr == other.LowestSequenceNr
        && HighestSequenceNr == other.HighestSequenceNr
        && Events.SequenceEqual(other.Events);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AtomicWrite);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(PersistenceId, LowestSequenceNr, HighestSequenceNr);

    /// <inheritdoc />
    public override string ToString() =>
        $"AtomicWrite({PersistenceId}, {LowestSequenceNr}..{HighestSequenceNr})";
}
