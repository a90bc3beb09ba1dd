namespace Akka.Persistence.Query;

/// <summary>A time-based id.</summary>
public sealed class TimeBasedUuid(Guid value) : Offset, IComparable<TimeBasedUuid>
{
    /// <summary>The id.</summary>
    public Guid Value { get; } = value;

    /// <inheritdoc />
    public int CompareTo(TimeBasedUuid? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override int CompareTo(Offset? other) =>
        other is TimeBasedUuid uuid ? CompareTo(uuid) : throw NotComparable(other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TimeBasedUuid other && Value == other.Value;

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"{Value}";
}
