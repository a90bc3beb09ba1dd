namespace Akka.Persistence;

/// <summary>The journal refused one event before it tried to store it.</summary>
public sealed class WriteMessageRejected(
    IPersistentRepresentation persistent,
    Exception cause,
    int actorInstanceId
) : IJournalResponse, IEquatable<WriteMessageRejected>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>Which incarnation of the actor asked.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc />
    public bool Equals(WriteMessageRejected? other) =>
        other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WriteMessageRejected);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() =>
        $"WriteMessageRejected({Persistent}, {Cause}, {ActorInstanceId})";
}
