using Akka.Event;

namespace Akka.Persistence;

/// <summary>One event of a replay.</summary>
public sealed class ReplayedMessage(IPersistentRepresentation persistent)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<ReplayedMessage>
{
    /// <summary>The event.</summary>
    public IPersistentRepresentation Persistent { get; } = persistent;

    /// <inheritdoc />
    public bool Equals(ReplayedMessage? other) =>
        other is not null && Equals(Persistent, other.Persistent);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ReplayedMessage);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Persistent);

    /// <inheritdoc />
    public override string ToString() => $"ReplayedMessage({Persistent})";
}
