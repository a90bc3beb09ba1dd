using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace ActorStream.Simulation;

/// <summary>Plays many seeds on all processors and adds up what they saw.</summary>
internal static class SeededRuns
{
    /// <summary>Plays the seeds from 0 on. Any violation fails the test and names its seed.</summary>
    /// <param name="count">How many seeds.</param>
    /// <param name="play">Plays one seed; the name is for a store that no run beside it uses.</param>
    /// <param name="output">Hears what was seen, and how often.</param>
    /// <returns>What was seen.</returns>
    public static IDictionary<string, int> Play(
        int count,
        Func<int, string, Report> play,
        ITestOutputHelper output
    )
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var failures = new ConcurrentQueue<string>();
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
            {
                var report = play(seed, $"runs-{Environment.CurrentManagedThreadId}");
                foreach (var violation in report.Violations)
                    failures.Enqueue($"seed {seed}: {violation}");
                foreach (var (what, times) in report.Seen)
                    seen.AddOrUpdate(what, times, (_, before) => before + times);
            }
        );
        foreach (var (what, times) in seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{times, 9} {what}");
        failures.ShouldBeEmpty();
        return seen;
    }
}
