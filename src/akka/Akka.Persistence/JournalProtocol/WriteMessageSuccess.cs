namespace Akka.Persistence;

/// <summary>One event is durable.</summary>
public sealed class WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    : IJournalResponse,
        IEquatable<WriteMessageSuccess>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Which incarnation of the actor asked.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc />
    public bool Equals(WriteMessageSuccess? other) =>
        other is not null
        && Equals(Persistent, other.Persistent)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WriteMessageSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessageSuccess({Persistent}, {ActorInstanceId})";
}
