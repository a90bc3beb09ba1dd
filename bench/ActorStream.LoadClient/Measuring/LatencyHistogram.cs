namespace ActorStream.LoadClient.Measuring;

/// <summary>
/// Latencies in buckets that are at most 3 % wide, from a microsecond to an hour. Safe from any thread.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBuckets = 32;
    private readonly long[] _counts = new long[SubBuckets * 34];

    /// <summary>How many latencies were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>Records a latency in ticks of 100 ns; a negative one counts as none.</summary>
    public void Record(long ticks)
    {
        var microseconds = (ulong)Math.Max(0, ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref _counts[Math.Min(Index(microseconds), _counts.Length - 1)]);
    }

    /// <summary>The latency that the given part of all stays under, in milliseconds.</summary>
    public double Quantile(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= wanted && seen > 0)
            {
                return UpperBound(index) / 1000.0;
            }
        }

        return 0;
    }

    private static int Index(ulong microseconds)
    {
        if (microseconds < SubBuckets)
        {
            return (int)microseconds;
        }

        var exponent = System.Numerics.BitOperations.Log2(microseconds) - 5;
        return (SubBuckets * exponent) + (int)(microseconds >> exponent);
    }

    private static double UpperBound(int index)
    {
        if (index < SubBuckets * 2)
        {
            return index;
        }

        var exponent = (index / SubBuckets) - 1;
        return (double)(((ulong)(index % SubBuckets) + SubBuckets + 1) << exponent) - 1;
    }
}
