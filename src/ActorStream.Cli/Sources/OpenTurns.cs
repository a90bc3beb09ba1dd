using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;

namespace ActorStream.Cli.Sources;

/// <summary>
/// Turns that are open in a database that a server uses: most likely it is answering them. Only the server
/// knows, so they are told, and are no steps of healing.
/// </summary>
internal sealed class OpenTurns(Action<HealingNote> note)
{
    private long _turns;
    private long _only;

    /// <summary>The plan without the end of an open turn.</summary>
    public HealingPlan LeaveOut(string persistenceId, HealingPlan plan)
    {
        if (plan.Steps.FirstOrDefault(step => step.Kind == HealingKind.EndTurn) is not { } open)
            return plan;
        _turns++;
        _only += plan.Steps.Count == 1 ? 1 : 0;
        note(
            new(
                PersistenceIds.ToId(persistenceId),
                open.SequenceNr,
                "ask-server",
                "A turn is open, and a running server may be answering it. With --server it says."
            )
        );
        return plan with { Steps = [.. plan.Steps.Where(step => step != open)] };
    }

    /// <summary>The count without them.</summary>
    public HealingSummary LeaveOut(HealingSummary summary) =>
        summary with
        {
            Healed = summary.Healed - _only,
            Steps = summary.Steps - _turns,
        };
}
