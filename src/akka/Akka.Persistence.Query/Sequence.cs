namespace Akka.Persistence.Query;

/// <summary>An ordering number.</summary>
public sealed class Sequence(long value) : Offset, IComparable<Sequence>
{
    /// <summary>The number.</summary>
    public long Value { get; } = value;

    /// <inheritdoc />
    public int CompareTo(Sequence? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override int CompareTo(Offset? other) =>
        other is Sequence sequence ? CompareTo(sequence) : throw NotComparable(other);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Sequence other && Value == other.Value;

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"{Value}";
}
