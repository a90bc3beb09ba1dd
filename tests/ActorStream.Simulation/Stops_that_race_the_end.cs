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
        var seen = SeededRuns.Play(
            races / RacesOfARun,
            (seed, store) =>
            {
                using var run = new StopRaces(seed, store);
                run.Play(RacesOfARun);
                return run.Report;
            },
            output
        );
        foreach (
            var what in (string[])
                ["TurnStopped", "TurnAborted", "TurnCompleted", "refused TurnEnded"]
        )
            seen.ShouldContainKey(what);
        seen.ShouldNotContainKey("no end");
    }
}
