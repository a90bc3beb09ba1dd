using Akka.Event;

namespace Akka.Persistence;

/// <summary>The replay is over.</summary>
public sealed class RecoverySuccess(long highestSequenceNr)
    : IJournalResponse,
        IDeadLetterSuppression,
        IEquatable<RecoverySuccess>
{
    /// <summary>The highest sequence number ever given to this persistence id.</summary>
    public long HighestSequenceNr { get; } = highestSequenceNr;

    /// <summary>The incarnation whose recovery it ends; 0 when not known.</summary>
    internal int InstanceId { get; init; }

    /// <inheritdoc />
    public bool Equals(RecoverySuccess? other) =>
        other is not null && HighestSequenceNr == other.HighestSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as RecoverySuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(HighestSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"RecoverySuccess({HighestSequenceNr})";
}
