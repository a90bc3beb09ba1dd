using System.Diagnostics;

namespace ActorStream.Benchmarks.Measuring;

/// <summary>What one round took: <paramref name="Count"/> pieces of work, all together.</summary>
/// <param name="Count">How many messages, events, streams and so on.</param>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Processor">What the process's threads worked, on all cores.</param>
/// <param name="AllocatedBytes">What all threads of the process allocated.</param>
internal readonly record struct Sample(
    double Count,
    TimeSpan Elapsed,
    TimeSpan Processor,
    long AllocatedBytes
)
{
    internal double PerSecond => Count / Elapsed.TotalSeconds;

    internal double MillisecondsEach => Elapsed.TotalMilliseconds / Count;

    internal double ProcessorNanosecondsEach => Processor.TotalNanoseconds / Count;

    internal double AllocatedBytesEach => AllocatedBytes / Count;
}

/// <summary>A round under way.</summary>
internal readonly struct Lap
{
    private readonly long allocated;
    private readonly TimeSpan processor;
    private readonly long started;

    private Lap(long allocated, TimeSpan processor, long started)
    {
        this.allocated = allocated;
        this.processor = processor;
        this.started = started;
    }

    /// <summary>Collects the garbage of what came before, and starts.</summary>
    internal static Lap Start()
    {
        GC.Collect();
        return new(
            GC.GetTotalAllocatedBytes(precise: true),
            Environment.CpuUsage.TotalTime,
            Stopwatch.GetTimestamp()
        );
    }

    /// <summary>Ends the round in which so many pieces of work were done.</summary>
    internal Sample End(double count)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(
            count,
            elapsed,
            Environment.CpuUsage.TotalTime - processor,
            GC.GetTotalAllocatedBytes(precise: true) - allocated
        );
    }
}
