namespace Akka.Persistence.Query;

/// <summary>The beginning.</summary>
public sealed class NoOffset : Offset
{
    private NoOffset() { }

    /// <summary>The only instance.</summary>
    public static NoOffset Instance { get; } = new();

    /// <inheritdoc />
    public override int CompareTo(Offset? other) =>
        other is NoOffset ? 0 : throw NotComparable(other);

    /// <inheritdoc />
    public override string ToString() => "0";
}
