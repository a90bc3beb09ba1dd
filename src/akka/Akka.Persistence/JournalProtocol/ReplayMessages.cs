using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to replay events to an actor.</summary>
public sealed class ReplayMessages(
    long fromSequenceNr,
    long toSequenceNr,
    long max,
    string persistenceId,
    IActorRef persistentActor
) : IJournalRequest, IEquatable<ReplayMessages>
{
    /// <summary>The first sequence number, inclusive.</summary>
    public long FromSequenceNr { get; } = fromSequenceNr;

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <summary>At most so many events.</summary>
    public long Max { get; } = max;

    /// <summary>Whose events.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>Who is answered.</summary>
    public IActorRef PersistentActor { get; } = persistentActor;

    /// <summary>
    /// The incarnation of an actor that also understands <see cref="ReplayedBatch" />: one message
    /// then carries many events. 0: another kind of actor.
    /// </summary>
    internal int BatchesFor { get; init; }

    /// <inheritdoc />
    public bool Equals(ReplayMessages? other) =>
        other is not null
        && FromSequenceNr == other.FromSequenceNr
        && ToSequenceNr == other.ToSequenceNr
        && Max == other.Max
        && PersistenceId == other.PersistenceId
        && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ReplayMessages);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(FromSequenceNr, ToSequenceNr, Max, PersistenceId, PersistentActor);

    /// <inheritdoc />
    public override string ToString() =>
        $"ReplayMessages({FromSequenceNr}, {ToSequenceNr}, {Max}, {PersistenceId}, {PersistentActor})";
}
