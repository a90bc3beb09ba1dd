using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to delete the events of one persistence id up to a sequence number.</summary>
public sealed class DeleteMessagesTo(
    string persistenceId,
    long toSequenceNr,
    IActorRef persistentActor
) : IJournalRequest, IEquatable<DeleteMessagesTo>
{
    /// <summary>Whose events.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <summary>Who is answered.</summary>
    public IActorRef PersistentActor { get; } = persistentActor;

    /// <inheritdoc />
    public bool Equals(DeleteMessagesTo? other) =>
        other is not null
        && PersistenceId == other.PersistenceId
        && ToSequenceNr == other.ToSequenceNr
        && Equals(PersistentActor, other.PersistentActor);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesTo);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(PersistenceId, ToSequenceNr, PersistentActor);

    /// <inheritdoc />
    public override string ToString() =>
        $"DeleteMessagesTo({PersistenceId}, {ToSequenceNr}, {PersistentActor})";
}
