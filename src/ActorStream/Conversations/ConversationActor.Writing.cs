using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Views;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>From a decision to durable events, and what follows from them.</summary>
internal sealed partial class ConversationActor
{
    private static readonly SnapshotSelectionCriteria Everything = SnapshotSelectionCriteria.Latest;

    private readonly List<IActorRef> _waitForErasure = [];

    // From the order to erase until it is carried out: the actor must live to answer for it.
    private bool _erasing;
    private int _erasuresLeft;
    private bool _erasureFailed;

    /// <summary>Does what was decided; <paramref name="beforeWrite"/> runs only if something is written.</summary>
    private void Act(
        Decision decision,
        Action<ConversationActor>? beforeWrite = null,
        Action? whenDurable = null
    )
    {
        var sender = Sender;
        switch (decision)
        {
            case Decision.Write write:
                beforeWrite?.Invoke(this);
                _unanswered.Enqueue(sender);
                Write(
                    write.Events,
                    () =>
                    {
                        _unanswered.Dequeue();
                        if (write.Reply is ConversationErased)
                            _waitForErasure.Add(sender);
                        else
                            sender.Tell(write.Reply);
                        whenDurable?.Invoke();
                    }
                );
                break;
            case Decision.Repeat repeat:
                DeferAsync(repeat.Reply, reply => sender.Tell(reply));
                break;
            case Decision.Refuse refuse:
                sender.Tell(refuse.Reply);
                PassivateIfUnknown();
                break;
        }
    }

    /// <summary>One atomic write. The state moves on at once; everything that is shown waits.</summary>
    private void Write(IReadOnlyList<ConversationEvent> events, Action whenDurable)
    {
        foreach (var @event in events)
            _state = _state.Apply(@event);
        _writes++;
        var ordered = Clock;
        var left = events.Count;
        PersistAllAsync(
            events,
            @event =>
            {
                Remember(@event, LastSequenceNr);
                if (--left > 0)
                    return;
                _writes--;
                Observe(events, ordered);
                OnDurable(@event);
                whenDurable();
            }
        );
    }

    /// <summary>An event is durable: from now on it may be shown.</summary>
    private void Remember(ConversationEvent @event, long sequenceNr)
    {
        _transcript.Apply(@event);
        _tail.Add(new(new(_transcript.Started!.Incarnation, sequenceNr), @event));
    }

    private void OnDurable(ConversationEvent last)
    {
        _viewers.Flush(Incarnation);
        switch (last)
        {
            case ChunkAppended:
                return;
            case ConversationDeleted:
                _viewers.Dismiss(_ => new ViewAnswer.Gone(), Incarnation);
                Erase();
                break;
            case TurnEnded:
                SnapshotIfWorthIt();
                break;
        }

        Publish();
    }

    private void Publish()
    {
        var started = _transcript.Started!;
        var turns = _transcript.Turns;
        Context.System.EventStream.Publish(
            new ConversationChanged(
                _id,
                _transcript.SequenceNr,
                Titles.Of(started.Title, turns.Count > 0 ? turns[0].Started.Prompt : null),
                started.At,
                _transcript.UpdatedAt,
                turns is [.., { Ended: null }],
                turns.Count,
                _state.IsDeleted,
                started.Tenant
            )
        );
    }

    private void Erase()
    {
        _erasing = true;
        _erasuresLeft = 2;
        DeleteSnapshots(Everything);
        DeleteMessages(LastSequenceNr);
    }

    /// <summary>Called for the events and for the snapshots: the text is in both.</summary>
    private void OnErased(bool failed)
    {
        _erasureFailed |= failed;
        if (--_erasuresLeft > 0)
            return;
        _erasing = false;
        object reply = !_erasureFailed
            ? new ConversationErased(_id)
            : new CommandRefused(RefusalReason.JournalUnavailable);
        foreach (var sender in _waitForErasure)
            sender.Tell(reply);
        _waitForErasure.Clear();
        if (reply is ConversationErased)
            Context.System.EventStream.Publish(reply);
        PassivateIfUnknown();
    }
}
