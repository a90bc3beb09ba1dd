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

    // The newest one that is known to be saved, and whether the newest one that was ordered is on its way.
    private long _savedSnapshotSequenceNr;
    private bool _savingSnapshot;

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
            DeferAsync(new TakeSnapshot(_id), again => Self.Tell(again, sender));
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

    private void OnSnapshotSaved(long sequenceNr)
    {
        _savedSnapshotSequenceNr = Math.Max(_savedSnapshotSequenceNr, sequenceNr);
        if (sequenceNr > 1)
            DeleteSnapshots(new SnapshotSelectionCriteria(sequenceNr - 1));
        EndSnapshot(sequenceNr, new SnapshotTaken(_id, sequenceNr));
    }

    private void OnSnapshotFailed(SaveSnapshotFailure failure)
    {
        Context.GetLogger().Warning(failure.Cause, "A snapshot could not be saved.");
        EndSnapshot(
            failure.Metadata.SequenceNr,
            new CommandRefused(RefusalReason.JournalUnavailable)
        );
    }

    private void EndSnapshot(long sequenceNr, object reply)
    {
        if (sequenceNr != _snapshotSequenceNr)
            return;
        _savingSnapshot = false;
        foreach (var sender in _waitForSnapshot)
            sender.Tell(reply);
        _waitForSnapshot.Clear();
    }
}
