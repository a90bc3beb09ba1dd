using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;
using Akka.Configuration;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>Plans the healing of a conversation beside its actor. It changes nothing.</summary>
internal sealed class HealingPlanner(
    ConversationGateway gateway,
    JournalAccess journal,
    Config config,
    TimeProvider time
)
{
    private readonly HealingLimits _limits = HealingLimits.From(config);

    /// <summary>What is wrong, and what healing would do; null if there is no such conversation.</summary>
    public async Task<HealingBody?> PlanAsync(ConversationId id, CancellationToken cancellation)
    {
        var database = await journal.OpenAsync(cancellation);
        var before = await gateway.GetLiveStateAsync(id, cancellation);
        if (await database.ConversationAsync(id.PersistenceId, cancellation) is not { } totals)
            return null;
        var plan = await JournalHealer.PlanAsync(
            database,
            id.PersistenceId,
            time.GetUtcNow(),
            cancellation
        );
        var isWriting = IsWriting(before, await gateway.GetLiveStateAsync(id, cancellation));
        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, id.PersistenceId, findings.Add, cancellation);
        var steps = plan.Steps.Where(step => !isWriting || step.Kind != HealingKind.EndTurn);
        return BodyOf(id, plan with { Steps = [.. steps] }, IsTooLarge(totals, plan), findings);
    }

    /// <summary>The steps of a plan, as operators are told of them.</summary>
    public static IReadOnlyList<HealingStepBody> StepsOf(HealingPlan plan, bool isTooLarge) =>
        [
            .. plan.Steps.Select(step => new HealingStepBody(
                Kinds.NameOf(step.Kind),
                step.SequenceNr,
                step.Reason,
                !isTooLarge || step.Kind is HealingKind.EndTurn or HealingKind.DropSnapshot,
                step.Lost is { } lost ? Kinds.NameOf(lost) : null
            )),
        ];

    /// <summary>The same for the stopped server.</summary>
    public static string CommandFor(ConversationId id) => $"actorstream journal heal {id} --apply";

    private static HealingBody BodyOf(
        ConversationId id,
        HealingPlan plan,
        bool isTooLarge,
        List<Finding> findings
    )
    {
        var steps = StepsOf(plan, isTooLarge);
        return new(
            false,
            [.. findings.Select(Findings.Of)],
            steps,
            plan.Obstacle,
            steps.All(step => step.Live) ? null : CommandFor(id),
            plan.Mark
        );
    }

    private bool IsTooLarge(ConversationTotals totals, HealingPlan plan) =>
        totals.Events > _limits.Events
        || totals.PayloadBytes > _limits.Bytes
        || plan.Steps.Count > _limits.Steps;

    /// <summary>
    /// Asked before the rows were read and again after: a turn that is being answered is open, and not
    /// damaged, whichever of the two saw it.
    /// </summary>
    private static bool IsWriting(LiveState? before, LiveState? after) =>
        before is { IsDamaged: false, OpenTurnId: not null }
        || after is { IsDamaged: false, OpenTurnId: not null }
        || before?.LastSequenceNr != after?.LastSequenceNr;
}
