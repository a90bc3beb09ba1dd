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
/// has one writer. Its actor ends a turn that was left open when it wakes, and makes a snapshot in place of
/// damaged ones when it is asked; the rest needs the server to be stopped.
/// </summary>
internal sealed class LiveHealing(
    ConversationGateway gateway,
    JournalAccess journal,
    DamageFinder damage,
    TimeProvider time
)
{
    /// <summary>Steps that a refusal names one by one.</summary>
    private const int MaxNamed = 10;

    /// <summary>What is wrong, and what healing would do; null if there is no such conversation.</summary>
    public async Task<HealingBody?> PlanAsync(ConversationId id, CancellationToken cancellation)
    {
        var database = await journal.OpenAsync(cancellation);
        // Asked before the rows are read and again after: a turn that is being answered is open, and
        // not damaged, whichever of the two saw it first.
        var isLive = await IsLiveAsync(id, cancellation);
        if (await database.ConversationAsync(id.PersistenceId, cancellation) is null)
            return null;
        var plan = await JournalHealer.PlanAsync(
            database,
            id.PersistenceId,
            time.GetUtcNow(),
            cancellation
        );
        isLive |= await IsLiveAsync(id, cancellation);
        // Another server's conversations are asleep here. It marks what was left open when it starts.
        isLive |= journal.IsShared && await journal.Target.CountUsersAsync(cancellation) > 1;
        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, id.PersistenceId, findings.Add, cancellation);
        var steps = plan
            .Steps.Where(step => !isLive || step.Kind != HealingKind.EndTurn)
            .Select(Of)
            .ToArray();
        return new(
            false,
            findings.Select(Findings.Of).ToArray(),
            steps,
            plan.Obstacle,
            steps.All(step => step.Live) ? null : Command(id)
        );
    }

    /// <summary>Has the conversation heal itself.</summary>
    /// <returns>Null when it is whole, else what is left and how that is done.</returns>
    public async Task<string?> RefuseAsync(ConversationId id, HealingBody plan)
    {
        if (plan.Offline is not null)
            return Refusal(id, plan.Steps.Where(step => !step.Live));
        await gateway.AskAsync(new WakeConversation(id), CancellationToken.None);
        if (plan.Steps.Any(step => step.Kind == Kinds.NameOf(HealingKind.DropSnapshot)))
            await gateway.AskAsync(new CompactConversation(id), CancellationToken.None);
        damage.Forget(id);
        var left = await PlanAsync(id, CancellationToken.None);
        return left is null or { Steps.Count: 0 } ? null : Refusal(id, left.Steps);
    }

    private static HealingStepBody Of(HealingStep step) =>
        new(
            Kinds.NameOf(step.Kind),
            step.SequenceNr,
            step.Reason,
            step.Kind is HealingKind.EndTurn or HealingKind.DropSnapshot
        );

    private static string Refusal(ConversationId id, IEnumerable<HealingStepBody> steps)
    {
        var all = steps.ToArray();
        var named = string.Join(
            ", ",
            all.Take(MaxNamed).Select(step => $"{step.Kind} {step.SequenceNr}")
        );
        var more = all.Length > MaxNamed ? $" and {all.Length - MaxNamed} more" : "";
        return $"Rows have to be changed that only their conversation may write while the server runs: "
            + $"{named}{more}. Stop the server, then run: {Command(id)}";
    }

    private static string Command(ConversationId id) => $"actorstream journal heal {id} --apply";

    private async Task<bool> IsLiveAsync(ConversationId id, CancellationToken cancellation) =>
        await gateway.GetLiveStateAsync(id, cancellation) is not null;
}
