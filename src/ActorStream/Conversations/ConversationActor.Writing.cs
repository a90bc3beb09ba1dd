using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Views;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>From a decision to durable events, and what follows from them.</summary>
internal sealed partial class ConversationActor
{
    // One write is under way at a time, and what is decided meanwhile goes out together behind it. Had it
    // been sent at once, a journal that rejects the first would still take the others, behind a gap.
    private readonly Queue<PendingWrite> _sent = new();
    private readonly Queue<PendingWrite> _waiting = new();
    private int _stored;

    /// <summary>Does what was decided; <paramref name="beforeWrite"/> runs only if something is written.</summary>
    private void Act(
        Decision decision,
        Action<ConversationActor>? beforeWrite = null,
        Action? whenDurable = null
    ) => Act(decision, Sender, beforeWrite, whenDurable);

    private void Act(
        Decision decision,
        IActorRef sender,
        Action<ConversationActor>? beforeWrite = null,
        Action? whenDurable = null
    )
    {
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
                _unanswered.Enqueue(sender);
                Write(
                    [],
                    () =>
                    {
                        _unanswered.Dequeue();
                        sender.Tell(repeat.Reply);
                    }
                );
                break;
            case Decision.Refuse refuse:
                sender.Tell(refuse.Reply);
                PassivateIfUnknown();
                break;
        }
    }

    /// <summary>
    /// One atomic write, or nothing but what follows from the writes before. The state moves on at once;
    /// everything that is shown waits.
    /// </summary>
    private void Write(IReadOnlyList<ConversationEvent> events, Action whenDurable)
    {
        foreach (var @event in events)
            _state = _state.Apply(@event);
        _writes++;
        _waiting.Enqueue(new(events, Clock, whenDurable));
        Send();
    }

    /// <summary>Sends what waits as one atomic write, unless one is under way.</summary>
    private void Send()
    {
        while (_sent.Count == 0 && _waiting.TryDequeue(out var first))
        {
            if (first.Events.Count == 0)
            {
                Finish(first);
                continue;
            }

            _sent.Enqueue(first);
            while (_waiting.TryDequeue(out var next))
                _sent.Enqueue(next);
            PersistAllAsync(
                _sent.Count == 1 ? first.Events : _sent.SelectMany(write => write.Events).ToList(),
                OnStored
            );
        }
    }

    private void OnStored(ConversationEvent @event)
    {
        Remember(@event, LastSequenceNr);
        if (++_stored < _sent.Peek().Events.Count)
            return;
        _stored = 0;
        var done = _sent.Dequeue();
        Observe(done.Events, done.Ordered);
        OnDurable(@event, done);
        while (_sent.TryPeek(out var next) && next.Events.Count == 0)
            Finish(_sent.Dequeue());
        Send();
        StopIfPaused();
    }

    private void Finish(PendingWrite write)
    {
        _writes--;
        write.WhenDurable();
    }

    /// <summary>An event is durable: from now on it may be shown.</summary>
    private void Remember(ConversationEvent @event, long sequenceNr)
    {
        _transcript.Apply(@event);
        _tail.Add(new(new(_transcript.Started!.Incarnation, sequenceNr), @event));
    }

    private void OnDurable(ConversationEvent last, PendingWrite write)
    {
        _writes--;
        ShowDurable(last);
        write.WhenDurable();
    }

    private void ShowDurable(ConversationEvent last)
    {
        if (last is not ChunkAppended && _state.OpenTurn is null)
            GiveSlotBack();
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

    private sealed record PendingWrite(
        IReadOnlyList<ConversationEvent> Events,
        TimeSpan Ordered,
        Action WhenDurable
    );
}
