namespace Akka.Persistence.Query;

/// <summary>A place in the order of a read journal.</summary>
public abstract class Offset : IComparable<Offset>
{
    /// <summary>The beginning.</summary>
    public static Offset NoOffset() => Query.NoOffset.Instance;

    /// <summary>After the event with this ordering number.</summary>
    public static Offset Sequence(long value) => new Sequence(value);

    /// <summary>After the event with this time-based id.</summary>
    public static Offset TimeBasedUuid(Guid value) => new TimeBasedUuid(value);

    /// <inheritdoc />
    public abstract int CompareTo(Offset? other);

    /// <inheritdoc />
    public abstract override string ToString();

    internal InvalidOperationException NotComparable(Offset? other) =>
        new(
            $"Offsets {GetType().Name} and {other?.GetType().Name ?? "null"} are of different orders."
        );
}
