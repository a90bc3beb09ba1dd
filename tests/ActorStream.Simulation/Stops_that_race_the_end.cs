using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace ActorStream.Simulation;

/// <summary>
/// A stop is durable before it is acknowledged, nothing follows it, and repeats get the same marker
/// (I8). <c>ACTORSTREAM_LONG=1</c> plays 100,000 races.
/// </summary>
public sealed class Stops_that_race_the_end(ITestOutputHelper output)
{
    private const int RacesOfARun = 20;

    [EngineFact]
    public void Whoever_wins_what_was_acknowledged_holds()
    {
        var races = Variables.Number("ACTORSTREAM_LONG") == 1 ? 100_000 : 600;
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var failures = new ConcurrentQueue<string>();
        Parallel.For(
            0,
            races / RacesOfARun,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
            {
                using var run = new StopRaces(seed, $"races-{Environment.CurrentManagedThreadId}");
                run.Play(RacesOfARun);
                foreach (var violation in run.Report.Violations)
                    failures.Enqueue($"seed {seed}: {violation}");
                foreach (var (what, count) in run.Report.Seen)
                    seen.AddOrUpdate(what, count, (_, before) => before + count);
            }
        );
        foreach (var (what, count) in seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{count, 9} {what}");
        failures.ShouldBeEmpty();
        foreach (
            var what in (string[])
                ["TurnStopped", "TurnAborted", "TurnCompleted", "refused TurnEnded"]
        )
            seen.ShouldContainKey(what);
        seen.ShouldNotContainKey("no end");
    }
}
