using Akka.Event;

namespace Akka.Persistence;

/// <summary>The replay broke off.</summary>
public sealed class ReplayMessagesFailure(Exception cause)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<ReplayMessagesFailure>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>The incarnation whose recovery it ends; 0 when not known.</summary>
    internal int InstanceId { get; init; }

    /// <inheritdoc />
    public bool Equals(ReplayMessagesFailure? other) =>
        other is not null && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ReplayMessagesFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause);

    /// <inheritdoc />
    public override string ToString() => $"ReplayMessagesFailure({Cause})";
}
