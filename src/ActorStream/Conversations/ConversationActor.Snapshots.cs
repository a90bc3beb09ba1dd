using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>Snapshots: at the end of a turn when they are worth it, or when somebody asks.</summary>
internal sealed partial class ConversationActor
{
    private readonly List<IActorRef> _waitForSnapshot = [];

    // Who wants the older ones gone as well, and below which number that is for each.
    private readonly List<(IActorRef Sender, long SequenceNr)> _waitForCompaction = [];

    // The newest one that is known to be saved, and whether the newest one that was ordered is on its way.
    private long _savedSnapshotSequenceNr;
    private bool _savingSnapshot;

    // All that are on their way, also those that a newer one has made useless.
    private int _savingSnapshots;

    /// <summary>One that comes after the actor's end could bring back what was changed since.</summary>
    private bool HasNoSnapshotUnderWay =>
        _savingSnapshots == 0 && _waitForSnapshot.Count == 0 && _waitForCompaction.Count == 0;

    private void SnapshotIfWorthIt()
    {
        var since = _transcript.SequenceNr - _snapshotSequenceNr;
        if (since >= _settings.SnapshotAfterEvents && _writes == 0 && _state.OpenTurn is null)
            SaveSnapshotNow();
    }

    private void SaveSnapshotNow()
    {
        _snapshotSequenceNr = _transcript.SequenceNr;
        _savingSnapshot = true;
        _savingSnapshots++;
        SaveSnapshot(Snapshots.Take(_transcript));
    }

    private void OnTakeSnapshot()
    {
        var sender = Sender;
        if (_state.OpenTurn is { } open)
        {
            sender.Tell(new CommandRefused(RefusalReason.TurnRunning, open.TurnId));
        }
        else if (_writes > 0)
        {
            // The end of a turn is on its way to the disk; after it, the question is another one.
            Write([], () => Self.Tell(new TakeSnapshot(_id), sender));
        }
        else if (_savedSnapshotSequenceNr == _transcript.SequenceNr)
        {
            sender.Tell(new SnapshotTaken(_id, _savedSnapshotSequenceNr));
        }
        else
        {
            _waitForSnapshot.Add(sender);
            if (!_savingSnapshot || _snapshotSequenceNr != _transcript.SequenceNr)
                SaveSnapshotNow();
        }
    }

    /// <summary>
    /// A new snapshot, also where there is one of this moment (that may be damaged), and then no other.
    /// The events stay: viewers begin with the first one, and every check counts from it.
    /// </summary>
    private void OnCompact()
    {
        var sender = Sender;
        if (_state.OpenTurn is { } open)
        {
            sender.Tell(new CommandRefused(RefusalReason.TurnRunning, open.TurnId));
        }
        else if (_writes > 0)
        {
            Write([], () => Self.Tell(new CompactConversation(_id), sender));
        }
        else
        {
            _waitForCompaction.Add((sender, _transcript.SequenceNr));
            SaveSnapshotNow();
        }
    }

    private void OnSnapshotSaved(long sequenceNr)
    {
        _savedSnapshotSequenceNr = Math.Max(_savedSnapshotSequenceNr, sequenceNr);
        if (sequenceNr > 1 && !_erasing)
            DeleteSnapshots(new SnapshotSelectionCriteria(sequenceNr - 1));
        else
            EndCompaction(sequenceNr, new ConversationCompacted(_id, sequenceNr));
        EndSnapshot(sequenceNr, new SnapshotTaken(_id, sequenceNr));
    }

    private void EndCompaction(long sequenceNr, object reply)
    {
        _waitForCompaction.RemoveAll(waiting =>
        {
            if (waiting.SequenceNr != sequenceNr)
                return false;
            waiting.Sender.Tell(reply);
            return true;
        });
    }

    private void OnSnapshotFailed(SaveSnapshotFailure failure)
    {
        Context.GetLogger().Warning(failure.Cause, "A snapshot could not be saved.");
        var refusal = new CommandRefused(RefusalReason.JournalUnavailable);
        EndCompaction(failure.Metadata.SequenceNr, refusal);
        EndSnapshot(failure.Metadata.SequenceNr, refusal);
    }

    private void EndSnapshot(long sequenceNr, object reply)
    {
        _savingSnapshots--;
        if (_erasureWaits)
            Erase();
        if (sequenceNr != _snapshotSequenceNr)
            return;
        _savingSnapshot = false;
        foreach (var sender in _waitForSnapshot)
            sender.Tell(reply);
        _waitForSnapshot.Clear();
    }
}
