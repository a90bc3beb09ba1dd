using System.Diagnostics.CodeAnalysis;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using Akka.Actor;
using Akka.Event;

namespace ActorStream.Regions;

/// <summary>
/// Starts, finds and passivates conversations: the one place that knows which of them are in memory.
/// Senders talk to the region and never keep a conversation's reference.
/// </summary>
/// <remarks>
/// While a conversation reads its journal, and while it goes to sleep, its messages wait here; the latter
/// wake it again. One that stopped for another reason (its journal failed) is started again after a while,
/// so that a turn it left open is marked without anybody having to ask.
/// </remarks>
internal sealed partial class ConversationRegion : UntypedActor, IWithTimers
{
    /// <summary>
    /// Messages that may wait for one conversation: a hundred bytes each, and each client waits for the
    /// answer to its one.
    /// </summary>
    private const int MaxWaiting = 100_000;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);

    private readonly Func<ConversationId, RecoveryPlan, Props> _propsOf;
    private readonly Dictionary<ConversationId, Entry> _awake = [];
    private readonly Dictionary<ConversationId, TimeSpan> _retries = [];
    private readonly Dictionary<IActorRef, ConversationId> _ids = [];

    /// <summary>Made by <see cref="Props"/>.</summary>
    public ConversationRegion(
        Func<ConversationId, RecoveryPlan, Props> propsOf,
        TimeSpan holdPatience,
        TimeSpan snapshotPatience
    )
    {
        _propsOf = propsOf;
        _holdPatience = holdPatience;
        _snapshotPatience = snapshotPatience;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A region.</summary>
    /// <param name="propsOf">Makes its conversations.</param>
    /// <param name="holdPatience">How long messages wait for a conversation that is held.</param>
    /// <param name="snapshotPatience">How long the snapshot store may take to save one.</param>
    public static Props Props(
        Func<ConversationId, RecoveryPlan, Props> propsOf,
        TimeSpan holdPatience,
        TimeSpan snapshotPatience
    ) =>
        Akka.Actor.Props.Create(() =>
            new ConversationRegion(propsOf, holdPatience, snapshotPatience)
        );

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() =>
        // A conversation that throws has met a bug or a damaged journal. A restart would meet it again.
        new OneForOneStrategy(_ => Directive.Stop);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IInspection inspection:
                Inspect(inspection);
                break;
            case IConversationMessage brought:
                Bring(brought);
                break;
            case HoldConversation
            or ReleaseConversation
            or HoldOverdue
            or HoldRefused
            or ConversationLife.SnapshotLeft
            or Settled:
                OnHolding(message);
                break;
            case ConversationLife.Recovered:
                OnRecovered(Sender);
                break;
            case ConversationLife life:
                OnLife(life, Sender);
                break;
            case RecoverOtherwise otherwise:
                if (TryFind(Sender, out var failed))
                    failed.Next = otherwise.Plan;
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case ConversationAwake awake:
                _retries.Remove(awake.ConversationId);
                break;
            case GetAwake question:
                Sender.Tell(
                    new AwakeConversations(
                        _awake.Count,
                        question.Among.Where(_awake.ContainsKey).ToHashSet()
                    )
                );
                break;
            case Retry retry:
                Bring(new WakeConversation(retry.ConversationId), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Inspect(IInspection question)
    {
        if (_awake.TryGetValue(question.ConversationId, out var entry) && entry.Waiting is null)
            entry.Actor.Forward(question);
        else
            Sender.Tell(new ConversationAsleep(question.ConversationId));
    }

    private void Bring(IConversationMessage message) => Bring(message, Sender);

    private void Bring(IConversationMessage message, IActorRef sender)
    {
        if (_holds.TryGetValue(message.ConversationId, out var hold))
        {
            Keep(hold, message, sender);
            return;
        }

        if (!_awake.TryGetValue(message.ConversationId, out var entry))
            entry = Start(message.ConversationId, RecoveryPlan.Usual);
        if (entry.Waiting is null)
            entry.Actor.Tell(message, sender);
        else if (entry.Waiting.Count < MaxWaiting)
            entry.Waiting.Enqueue((message, sender));
        else
            sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
    }

    private Entry Start(ConversationId id, RecoveryPlan plan)
    {
        var actor = Context.ActorOf(_propsOf(id, plan), id.Value);
        Context.Watch(actor);
        var entry = new Entry(actor);
        _awake.Add(id, entry);
        _ids.Add(actor, id);
        return entry;
    }

    private bool TryFind(IActorRef actor, [NotNullWhen(true)] out Entry? entry)
    {
        entry = null;
        return _ids.TryGetValue(actor, out var id) && _awake.TryGetValue(id, out entry);
    }

    private void OnRecovered(IActorRef actor)
    {
        if (!TryFind(actor, out var entry) || entry.HasRecovered)
            return;
        entry.HasRecovered = true;
        Flush(entry);
    }

    private void OnLife(ConversationLife life, IActorRef actor)
    {
        if (!TryFind(actor, out var entry))
            return;
        if (life == ConversationLife.Staying)
        {
            Stay(entry);
            return;
        }

        if (entry.Waiting is not null)
            return;
        entry.Waiting = new();
        entry.IsPassivated = life == ConversationLife.Idle;
        if (entry.IsPassivated)
            actor.Tell(Passivate.Instance);
    }

    private void Stay(Entry entry)
    {
        entry.IsPassivated = false;
        Flush(entry);
    }

    private void Flush(Entry entry)
    {
        while (entry.Waiting is not null && entry.Waiting.TryDequeue(out var waiting))
            entry.Actor.Tell(waiting.Message, waiting.Sender);
        entry.Waiting = null;
        if (_holds.ContainsKey(_ids[entry.Actor]))
            Pause(entry);
    }

    private void OnTerminated(IActorRef actor)
    {
        if (!_ids.Remove(actor, out var id) || !_awake.Remove(id, out var entry))
            return;
        if (_holds.TryGetValue(id, out var hold))
        {
            Grant(hold, entry);
            return;
        }

        if (entry.Next is { } plan)
        {
            Start(id, plan).Waiting = entry.Waiting;
            return;
        }

        if (!entry.IsPassivated)
            RetryLater(id);
        while (entry.Waiting is not null && entry.Waiting.TryDequeue(out var waiting))
        {
            // Brought back to a journal that cannot be read, they would go round and round.
            if (entry.HasRecovered)
                Bring(waiting.Message, waiting.Sender);
            else
                waiting.Sender.Tell(new CommandRefused(RefusalReason.JournalUnavailable));
        }
    }

    private void RetryLater(ConversationId id)
    {
        var after = _retries.GetValueOrDefault(id, FirstRetry);
        _retries[id] = after + after < LastRetry ? after + after : LastRetry;
        Timers.StartSingleTimer(id, new Retry(id), after);
        Context
            .GetLogger()
            .Warning("Conversation {0} stopped unasked; it is looked at again in {1}.", id, after);
    }

    private sealed record Retry(ConversationId ConversationId);

    private sealed class Entry(IActorRef actor)
    {
        public IActorRef Actor { get; } = actor;

        /// <summary>Whether it has read its journal.</summary>
        public bool HasRecovered { get; set; }

        /// <summary>Whether it stops because the region asked it to.</summary>
        public bool IsPassivated { get; set; }

        /// <summary>If it stops to come back in another way: that way.</summary>
        public RecoveryPlan? Next { get; set; }

        /// <summary>Set while the conversation starts or stops.</summary>
        public Queue<(IConversationMessage Message, IActorRef Sender)>? Waiting { get; set; } =
            new();
    }
}
