using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Operations;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Journal;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>
/// Plans the healing of a conversation beside its actor. It carries out nothing itself: a conversation
/// has one writer. What an actor heals by itself when it wakes is had by waking it; the rest needs the
/// server to be stopped.
/// </summary>
internal sealed class LiveHealing(
    ConversationGateway gateway,
    JournalAccess journal,
    DamageFinder damage,
    TimeProvider time
)
{
    private static readonly string[] HealedByWaking =
    [
        Kinds.NameOf(HealingKind.EndTurn),
        Kinds.NameOf(HealingKind.DropSnapshot),
    ];

    /// <summary>What is wrong, and what healing would do; null if there is no such conversation.</summary>
    public async Task<HealingBody?> PlanAsync(ConversationId id, CancellationToken cancellation)
    {
        // Asked before the rows are read: a turn that is being answered is open, and not damaged.
        var live = await gateway.GetLiveStateAsync(id, cancellation);
        var database = await journal.OpenAsync(cancellation);
        if (await database.ConversationAsync(id.PersistenceId, cancellation) is null)
            return null;
        var plan = await JournalHealer.PlanAsync(
            database,
            id.PersistenceId,
            time.GetUtcNow(),
            cancellation
        );
        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, id.PersistenceId, findings.Add, cancellation);
        return new(
            false,
            findings.Select(Findings.Of).ToArray(),
            plan.Steps.Where(step => live is null || step.Kind != HealingKind.EndTurn)
                .Select(step => new HealingStepBody(
                    Kinds.NameOf(step.Kind),
                    step.SequenceNr,
                    step.Reason
                ))
                .ToArray(),
            plan.Obstacle
        );
    }

    /// <summary>Has the conversation heal itself. False if there is more than it can do.</summary>
    public async Task<bool> TryApplyAsync(ConversationId id, HealingBody plan)
    {
        if (
            plan.Steps.Any(step => !HealedByWaking.Contains(step.Kind, StringComparer.Ordinal))
            || await gateway.GetLiveStateAsync(id, CancellationToken.None) is not null
        )
        {
            return false;
        }

        await gateway.AskAsync(new WakeConversation(id), CancellationToken.None);
        damage.Forget(id);
        return await PlanAsync(id, CancellationToken.None) is { Steps.Count: 0 };
    }
}
