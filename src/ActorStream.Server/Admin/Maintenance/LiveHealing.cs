using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations;
using ActorStream.Operations.Healing;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Heals a conversation while the server runs. What its own actor can do it does: the end of a turn that was
/// left open, a snapshot in place of damaged ones. For the rest the conversation is taken out of use
/// (<see cref="RowHealing"/>).
/// </summary>
internal sealed class LiveHealing(
    ConversationGateway gateway,
    HealingPlanner planner,
    RowHealing rows,
    DamageFinder damage
)
{
    /// <summary>Steps that a refusal names one by one.</summary>
    private const int MaxNamed = 10;

    private static readonly string DropSnapshot = Kinds.NameOf(HealingKind.DropSnapshot);
    private static readonly string EndTurn = Kinds.NameOf(HealingKind.EndTurn);

    /// <summary>Carries a plan out.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="plan">Its plan of just now.</param>
    /// <param name="agreed">The plan that the operator has seen, or null if any will do.</param>
    /// <returns>What was done, or why nothing was.</returns>
    public async Task<(HealingBody? Done, Problem? Refused)> HealAsync(
        ConversationId id,
        HealingBody plan,
        string? agreed
    )
    {
        if (agreed is not null && agreed != plan.Plan)
            return (null, ProblemList.PlanChanged());
        if (plan.Offline is { } command)
            return (null, ProblemList.MaintenanceRefused(Refusal(plan, command)));
        if (plan.Steps.All(step => step.Kind == EndTurn || step.Kind == DropSnapshot))
        {
            var left = await HealByActorAsync(id, plan);
            if (left is null or { Steps.Count: 0 })
                return (plan with { Applied = true }, null);
            if (agreed is not null)
                agreed = left.Plan;
        }

        var (done, refused) = await rows.HealAsync(id, agreed);
        damage.Forget(id);
        return done is null ? (null, refused) : (done with { Findings = plan.Findings }, null);
    }

    /// <summary>What is left when its actor has done what it can.</summary>
    private async Task<HealingBody?> HealByActorAsync(ConversationId id, HealingBody plan)
    {
        await gateway.AskAsync(new WakeConversation(id), CancellationToken.None);
        if (plan.Steps.Any(step => step.Kind == DropSnapshot))
            await gateway.AskAsync(new CompactConversation(id), CancellationToken.None);
        damage.Forget(id);
        return await planner.PlanAsync(id, CancellationToken.None);
    }

    private static string Refusal(HealingBody plan, string command)
    {
        var rest = plan.Steps.Where(step => !step.Live).ToArray();
        var named = string.Join(
            ", ",
            rest.Take(MaxNamed).Select(step => $"{step.Kind} {step.SequenceNr}")
        );
        var more = rest.Length > MaxNamed ? $" and {rest.Length - MaxNamed} more" : "";
        return "It is larger than what is healed beside other conversations "
            + $"(actorstream.admin.heal): {named}{more}. Stop the server, then run: {command}";
    }
}
