namespace Akka.Persistence;

/// <summary>The journal tried to store one event and failed; whether it is stored is unknown.</summary>
public sealed class WriteMessageFailure(
    IPersistentRepresentation persistent,
    Exception cause,
    int actorInstanceId
) : IJournalResponse, IEquatable<WriteMessageFailure>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>Which incarnation of the actor asked.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc />
    public bool Equals(WriteMessageFailure? other) =>
        other is not null
        && Equals(Persistent, other.Persistent)
        && Equals(Cause, other.Cause)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WriteMessageFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() =>
        $"WriteMessageFailure({Persistent}, {Cause}, {ActorInstanceId})";
}
