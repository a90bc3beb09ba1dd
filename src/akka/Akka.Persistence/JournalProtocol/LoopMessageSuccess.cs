namespace Akka.Persistence;

/// <summary>Answers an envelope that was not meant to be stored.</summary>
public sealed class LoopMessageSuccess(object message, int actorInstanceId)
    : IJournalResponse,
        IEquatable<LoopMessageSuccess>
{
    /// <summary>What was sent.</summary>
    public object Message { get; } = message;

    /// <summary>Which incarnation of the actor asked.</summary>
    public int ActorInstanceId { get; } = actorInstanceId;

    /// <inheritdoc />
    public bool Equals(LoopMessageSuccess? other) =>
        other is not null
        && Equals(Message, other.Message)
        && ActorInstanceId == other.ActorInstanceId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LoopMessageSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Message, ActorInstanceId);

    /// <inheritdoc />
    public override string ToString() => $"LoopMessageSuccess({Message}, {ActorInstanceId})";
}
