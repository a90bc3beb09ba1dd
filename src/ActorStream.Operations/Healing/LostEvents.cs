using ActorStream.Journal;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Healing;

/// <summary>What a place that cannot be read must have held.</summary>
internal enum LostEvent
{
    /// <summary>A piece of the answer.</summary>
    Chunk,

    /// <summary>A start or an end: whichever the conversation's standing asks for.</summary>
    Turning,
}

/// <summary>
/// Guesses a run of events that cannot be read: of all that lead from the event before it to the one after
/// it, the guess that agrees best with the manifests that can still be read.
/// </summary>
internal static class LostEvents
{
    private const int Contradiction = 1_000;
    private const long MaxWork = 10_000_000;
    private const int Impossible = int.MaxValue / 2;

    /// <summary>What a damaged row's manifest says it was; null if that cannot be told.</summary>
    public static LostEvent? HintOf(string? manifest) =>
        Manifests.KindOf(manifest ?? "") switch
        {
            "chunk" => LostEvent.Chunk,
            "conversation-started"
            or "turn-started"
            or "turn-completed"
            or "turn-aborted"
            or "turn-failed"
            or "turn-interrupted" => LostEvent.Turning,
            _ => null,
        };

    /// <summary>The events of a run, or null if nothing leads there.</summary>
    /// <param name="from">Where the conversation stands before the run.</param>
    /// <param name="to">Where it must stand after it; null if anywhere.</param>
    /// <param name="hints">One for each place.</param>
    public static IReadOnlyList<LostEvent>? Guess(
        TurnOrder from,
        TurnOrder? to,
        IReadOnlyList<LostEvent?> hints
    )
    {
        // Without an event after it, a run need not hold more starts and ends than it says, and two.
        var turnings = to is { } target
            ? target.Step - from.Step
            : Math.Min(hints.Count, hints.Count(hint => hint == LostEvent.Turning) + 2);
        if (turnings < 0 || turnings > hints.Count || turnings * (long)hints.Count > MaxWork)
            return null;

        // cost[i, t]: the least disagreement of the first i places with t starts and ends among them.
        var cost = new int[hints.Count + 1, turnings + 1];
        for (var t = 1; t <= turnings; t++)
            cost[0, t] = Impossible;
        for (var i = 1; i <= hints.Count; i++)
        {
            for (var t = 0; t <= turnings; t++)
                cost[i, t] = Math.Min(AsChunk(cost, i, t), AsTurning(cost, i, t));
        }

        var end = turnings;
        if (to is null)
        {
            for (var t = 0; t <= turnings; t++)
            {
                if (cost[hints.Count, t] < cost[hints.Count, end])
                    end = t;
            }
        }

        return cost[hints.Count, end] >= Impossible ? null : Walk(end);

        // A chunk stands only in an open turn.
        int AsChunk(int[,] so, int i, int t) =>
            new TurnOrder(from.Step + t).IsOpen
                ? so[i - 1, t] + (hints[i - 1] == LostEvent.Turning ? Contradiction : 0)
                : Impossible;

        // Where nothing is known, a chunk is likelier: there are many of them.
        int AsTurning(int[,] so, int i, int t) =>
            t == 0
                ? Impossible
                : so[i - 1, t - 1]
                    + hints[i - 1] switch
                    {
                        LostEvent.Chunk => Contradiction,
                        null => 1,
                        _ => 0,
                    };

        LostEvent[] Walk(int t)
        {
            var events = new LostEvent[hints.Count];
            for (var i = hints.Count; i > 0; i--)
            {
                var isChunk = AsChunk(cost, i, t) <= AsTurning(cost, i, t);
                events[i - 1] = isChunk ? LostEvent.Chunk : LostEvent.Turning;
                t -= isChunk ? 0 : 1;
            }

            return events;
        }
    }
}
