using Xunit.Abstractions;

namespace ActorStream.Simulation;

/// <summary>
/// An operator takes a conversation out of use while it is being used: one seed is one order of everything
/// (I2, I3, I5). <c>ACTORSTREAM_LONG=1</c> plays 100,000 holds.
/// </summary>
public sealed class Holds_that_race_prompts(ITestOutputHelper output)
{
    private const int HoldsOfARun = 10;

    [EngineFact]
    public void Nobody_uses_it_meanwhile_and_what_was_told_holds()
    {
        var holds = Variables.Number("ACTORSTREAM_LONG") == 1 ? 100_000 : 2_000;
        var seen = SeededRuns.Play(
            holds / HoldsOfARun,
            (seed, store) =>
            {
                using var run = new HoldRaces(seed, store);
                run.Play(HoldsOfARun);
                return run.Report;
            },
            output
        );
        foreach (
            var what in (string[])
                [
                    "held",
                    "hold refused TurnRunning",
                    "hold refused ConversationHeld",
                    "refused ConversationHeld",
                    "PromptAccepted",
                    "event shown",
                ]
        )
            seen.ShouldContainKey(what);
        seen.ShouldNotContainKey("view failed");
    }
}
