using System.Numerics;

namespace ActorStream.Server.Observability;

/// <summary>
/// Counts values so that their quantiles can be told: exact up to 63, within 3 % above. Takes 4 KB
/// whatever is counted, and allocates nothing. For one thread at a time.
/// </summary>
internal sealed class Distribution
{
    private const int Exact = 64;
    private const int Parts = 32;
    private const int FirstPower = 6;
    private const int LastPower = 36;

    /// <summary>Larger values are counted as this one.</summary>
    public const long MaxValue = (1L << (LastPower + 1)) - 1;

    private readonly int[] _counts = new int[Exact + (LastPower - FirstPower + 1) * Parts];

    /// <summary>Values so far.</summary>
    public long Count { get; private set; }

    /// <summary>The largest of them, 0 if there is none.</summary>
    public long Max { get; private set; }

    /// <summary>One more value; below 0 counts as 0.</summary>
    public void Add(long value)
    {
        value = Math.Clamp(value, 0, MaxValue);
        _counts[IndexOf(value)]++;
        Count++;
        if (value > Max)
            Max = value;
    }

    /// <summary>All values of the other one.</summary>
    public void Add(Distribution other)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (Count == 0)
            return;
        Array.Clear(_counts);
        Count = 0;
        Max = 0;
    }

    /// <summary>The smallest value that so much of all (0 to 1) is not above; 0 if there is none.</summary>
    public long Quantile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
                return Math.Min(LargestAt(i), Max);
        }

        return Max;
    }

    private static int IndexOf(long value)
    {
        if (value < Exact)
            return (int)value;
        var power = BitOperations.Log2((ulong)value);
        var part = (int)(value >> (power - 5)) & (Parts - 1);
        return Exact + (power - FirstPower) * Parts + part;
    }

    private static long LargestAt(int index)
    {
        if (index < Exact)
            return index;
        var power = FirstPower + (index - Exact) / Parts;
        var part = (index - Exact) % Parts;
        return ((Parts + part + 1L) << (power - 5)) - 1;
    }
}
