using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Regions;

/// <summary>
/// Holds: while a conversation's rows are changed by somebody else, no actor of it may live, since an actor
/// knows its rows from memory. Other conversations do not notice.
/// </summary>
internal sealed partial class ConversationRegion
{
    private readonly Dictionary<ConversationId, Hold> _holds = [];
    private readonly TimeSpan _holdPatience;

    // Whose last actor died of a failed write while a snapshot was on its way to the store: that may come
    // behind whoever changes the rows.
    private readonly HashSet<ConversationId> _unsettled = [];
    private readonly TimeSpan _snapshotPatience;

    private void OnHolding(object message)
    {
        switch (message)
        {
            case HoldConversation order when _holds.ContainsKey(order.ConversationId):
                Sender.Tell(new CommandRefused(RefusalReason.ConversationHeld));
                break;
            case HoldConversation order:
                Begin(new(order.ConversationId, order.Order, Sender));
                break;
            case ReleaseConversation { ConversationId: var id, Order: var order }:
                if (_holds.TryGetValue(id, out var ended) && ended.Order == order)
                    Release(ended, wake: ended.IsGranted || ended.HasStopped);
                break;
            case ConversationLife.SnapshotLeft:
                if (_ids.TryGetValue(Sender, out var left))
                    AwaitSettled(left);
                break;
            case Settled { ConversationId: var id }:
                OnSettled(id);
                break;
            case HoldRefused refused:
                if (TryFind(Sender, out var entry))
                    OnRefused(entry, _ids[Sender], refused.OpenTurnId);
                break;
            case HoldOverdue { ConversationId: var id, Order: var order }:
                if (_holds.TryGetValue(id, out var overdue) && overdue.Order == order)
                    RefuseWaiting(overdue);
                break;
        }
    }

    private void Begin(Hold hold)
    {
        _holds.Add(hold.ConversationId, hold);
        Timers.StartSingleTimer(
            hold,
            new HoldOverdue(hold.ConversationId, hold.Order),
            _holdPatience
        );
        if (!_awake.TryGetValue(hold.ConversationId, out var entry))
            Grant(hold, null);
        // While it starts or stops, its next sign of life goes on from here.
        else if (entry.Waiting is null)
            Pause(entry);
    }

    /// <summary>What is sent from now on waits here, not in a mailbox that goes.</summary>
    private static void Pause(Entry entry)
    {
        entry.Waiting = new();
        entry.IsPassivated = true;
        entry.Actor.Tell(Regions.Pause.Instance);
    }

    private void Grant(Hold hold, Entry? stopped)
    {
        while (stopped?.Waiting is { } queue && queue.TryDequeue(out var waiting))
            Keep(hold, waiting.Message, waiting.Sender);
        hold.HasStopped = true;
        if (_unsettled.Contains(hold.ConversationId))
            return;
        hold.IsGranted = true;
        hold.Holder.Tell(new ConversationHeld(hold.ConversationId));
    }

    private void AwaitSettled(ConversationId id)
    {
        _unsettled.Add(id);
        var settled = new Settled(id);
        Timers.StartSingleTimer(settled, settled, _snapshotPatience);
    }

    private void OnSettled(ConversationId id)
    {
        _unsettled.Remove(id);
        if (_holds.TryGetValue(id, out var hold) && hold is { HasStopped: true, IsGranted: false })
            Grant(hold, null);
    }

    private void OnRefused(Entry entry, ConversationId id, TurnId openTurn)
    {
        // The holder may have given up meanwhile; the conversation goes on in either case.
        if (_holds.TryGetValue(id, out var hold))
        {
            hold.Holder.Tell(new CommandRefused(RefusalReason.TurnRunning, openTurn));
            Release(hold, wake: false);
        }

        Stay(entry);
    }

    private void Release(Hold hold, bool wake)
    {
        _holds.Remove(hold.ConversationId);
        Timers.Cancel(hold);
        if (wake)
        {
            _retries.Remove(hold.ConversationId);
            Bring(new WakeConversation(hold.ConversationId), Self);
        }

        while (hold.Waiting.TryDequeue(out var waiting))
            Bring(waiting.Message, waiting.Sender);
    }

    private static void Keep(Hold hold, IConversationMessage message, IActorRef sender)
    {
        // A viewer's question waits as long as its viewer does: a refusal would be asked again at once.
        var waits = message is PullEvents { MayWait: true } || !hold.IsOverdue;
        if (waits && hold.Waiting.Count < MaxWaiting)
            hold.Waiting.Enqueue((message, sender));
        else
            sender.Tell(new CommandRefused(RefusalReason.ConversationHeld));
    }

    private static void RefuseWaiting(Hold hold)
    {
        hold.IsOverdue = true;
        for (var left = hold.Waiting.Count; left > 0; left--)
        {
            var (message, sender) = hold.Waiting.Dequeue();
            Keep(hold, message, sender);
        }
    }

    private sealed record Settled(ConversationId ConversationId);

    private sealed record HoldOverdue(ConversationId ConversationId, long Order);

    private sealed class Hold(ConversationId id, long order, IActorRef holder)
    {
        public ConversationId ConversationId => id;

        public long Order => order;

        public IActorRef Holder => holder;

        /// <summary>Whether its actor has ended.</summary>
        public bool HasStopped { get; set; }

        /// <summary>Whether it was told so, since nothing of that actor can come any more.</summary>
        public bool IsGranted { get; set; }

        /// <summary>Whether it lasts longer than a command may wait.</summary>
        public bool IsOverdue { get; set; }

        public Queue<(IConversationMessage Message, IActorRef Sender)> Waiting { get; } = new();
    }
}
