using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Views;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>From a decision to durable events, and what follows from them.</summary>
public sealed partial class ConversationActor
{
    private readonly List<IActorRef> _waitForErasure = [];

    // One write is under way at a time, and what is decided meanwhile goes out together behind it. Had it
    // been sent at once, a journal that rejects the first would still take the others, behind a gap.
    private readonly Queue<PendingWrite> _sent = new();
    private readonly Queue<PendingWrite> _waiting = new();
    private int _stored;

    // From the order to erase until it is carried out: the actor must live to answer for it.
    private bool _erasing;
    private int _savingSnapshots;

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
        _waiting.Enqueue(new(events, whenDurable));
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
        OnDurable(@event, done);
        while (_sent.TryPeek(out var next) && next.Events.Count == 0)
            Finish(_sent.Dequeue());
        Send();
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
                _state.IsDeleted
            )
        );
    }

    private void SnapshotIfWorthIt()
    {
        var since = _transcript.SequenceNr - _snapshotSequenceNr;
        if (since < _settings.SnapshotAfterEvents || _writes > 0 || _state.OpenTurn is not null)
            return;
        _snapshotSequenceNr = _transcript.SequenceNr;
        _savingSnapshots++;
        SaveSnapshot(Snapshots.Take(_transcript));
    }

    /// <summary>First the snapshots, one that is still on its way included; then the events.</summary>
    private void Erase()
    {
        _erasing = true;
        if (_savingSnapshots == 0)
            DeleteSnapshots(SnapshotSelectionCriteria.Latest);
    }

    private void OnSnapshot(ISnapshotResponse answer)
    {
        switch (answer)
        {
            case SaveSnapshotFailure failure:
                Context.GetLogger().Warning(failure.Cause, "A snapshot could not be saved.");
                OnSaved(0);
                break;
            case SaveSnapshotSuccess { Metadata.SequenceNr: var saved }:
                OnSaved(saved);
                break;
            case DeleteSnapshotsSuccess { Criteria: var done } when IsErasure(done):
                DeleteMessages(LastSequenceNr);
                break;
            case DeleteSnapshotsFailure { Criteria: var failed, Cause: var cause }
                when IsErasure(failed):
                OnErased(cause);
                break;
        }
    }

    private void OnSaved(long sequenceNr)
    {
        _savingSnapshots--;
        if (_erasing)
            Erase();
        else if (sequenceNr > 1)
            DeleteSnapshots(new SnapshotSelectionCriteria(sequenceNr - 1));
    }

    private bool IsErasure(SnapshotSelectionCriteria criteria) =>
        _erasing && criteria.Equals(SnapshotSelectionCriteria.Latest);

    private void OnErased(Exception? failure)
    {
        _erasing = false;
        object reply = failure is null
            ? new ConversationErased(_id)
            : new CommandRefused(RefusalReason.JournalUnavailable);
        foreach (var sender in _waitForErasure)
            sender.Tell(reply);
        _waitForErasure.Clear();
        PassivateIfUnknown();
    }

    private sealed record PendingWrite(IReadOnlyList<ConversationEvent> Events, Action WhenDurable);
}
