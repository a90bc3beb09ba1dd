using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private byte _silentTicks;
    private bool _holdsPermit;
    private bool _awaitsPermit;
    private bool _isWatched;

    private JournalSettings JournalSettings => Extension.JournalSettingsFor(JournalPluginId);

    private void AskForPermit()
    {
        _phase = Phase.AwaitingPermit;
        _holdsPermit = Extension.Permits.Ask(Self);
        _awaitsPermit = !_holdsPermit;
    }

    private void StartRecovery()
    {
        _holdsPermit = true;
        _awaitsPermit = false;
        _isWatched = true;
        JournalSettings.Watch.Add(Self);
        _silentTicks = 0;
        _phase = Phase.LoadingSnapshot;
        var recovery = Recovery;
        if (
            recovery.FromSnapshot.Equals(SnapshotSelectionCriteria.None)
            || !Extension.KeepsSnapshots(SnapshotPluginId)
        )
        {
            StartReplay();
            return;
        }

        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private void StartReplay()
    {
        _phase = Phase.Replaying;
        _silentTicks = 0;
        var recovery = Recovery;
        Journal.Tell(
            new ReplayMessages(
                LastSequenceNr + 1,
                recovery.ToSequenceNr,
                recovery.ReplayMax,
                PersistenceId,
                Self
            )
            {
                BatchesFor = _instanceId,
            },
            Self
        );
    }

    private bool OnRecoveryMessage(object message)
    {
        switch (message)
        {
            case ReplayedBatch batch when IsOurs(batch.InstanceId):
                _silentTicks = 0;
                foreach (var persistent in batch.Events)
                {
                    if (!Replay(persistent))
                    {
                        break;
                    }
                }

                return true;
            case ReplayedMessage replayed when _phase == Phase.Replaying:
                _silentTicks = 0;
                Replay(replayed.Persistent);
                return true;
            case RecoverySuccess success when IsOurs(success.InstanceId):
                CompleteRecovery(success.HighestSequenceNr);
                return true;
            case ReplayMessagesFailure failure when IsOurs(failure.InstanceId):
                FailRecovery(failure.Cause, message: null);
                return true;
            case LoadSnapshotResult result when _phase == Phase.LoadingSnapshot:
                if (OfferSnapshot(result.Snapshot))
                {
                    StartReplay();
                }

                return true;
            case LoadSnapshotFailed failed when _phase == Phase.LoadingSnapshot:
                FailRecovery(failed.Cause, message: null);
                return true;
            case SilenceTick:
                OnSilenceTick();
                return true;
            default:
                if (
                    _phase == Phase.AwaitingPermit
                    && ReferenceEquals(message, RecoveryPermits.Granted)
                )
                {
                    StartRecovery();
                    return true;
                }

                // What is left of an earlier incarnation's recovery or writes.
                return message
                    is IJournalResponse
                        or WriteMessages
                        or IInternalMessage
                        or LoadSnapshotResult
                        or LoadSnapshotFailed;
        }
    }

    // A journal that does not know the short way says nothing of incarnations.
    private bool IsOurs(int instanceId) =>
        _phase == Phase.Replaying && (instanceId == 0 || instanceId == _instanceId);

    private bool OfferSnapshot(SelectedSnapshot? snapshot)
    {
        if (snapshot is null)
        {
            return true;
        }

        var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
        var before = LastSequenceNr;
        try
        {
            LastSequenceNr = snapshot.Metadata.SequenceNr;
            if (!ReceiveRecover(offer))
            {
                // Whoever does not know snapshots gets all events instead.
                LastSequenceNr = before;
                Unhandled(offer);
            }

            return true;
        }
        catch (Exception e)
        {
            FailRecovery(e, offer);
            return false;
        }
    }

    /// <summary>False when the recovery has failed.</summary>
    private bool Replay(IPersistentRepresentation persistent)
    {
        try
        {
            LastSequenceNr = persistent.SequenceNr;
            Recover(persistent.Payload);
            return true;
        }
        catch (Exception e)
        {
            FailRecovery(e, persistent.Payload);
            return false;
        }
    }

    private void Recover(object message)
    {
        if (!ReceiveRecover(message))
        {
            Unhandled(message);
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        // A snapshot may be further than a journal whose events were all removed.
        _sequenceNr = LastSequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
        _phase = Phase.Processing;
        try
        {
            OnReplaySuccess();
            Recover(RecoveryCompleted.Instance);
        }
        finally
        {
            EndRecovery();
            SendWrites();
            if (_stashingHandlers > 0)
            {
                _phase = Phase.Persisting;
            }
        }

        if (_phase == Phase.Processing && !_asyncTaskRunning)
        {
            Unstash();
        }
    }

    private void FailRecovery(Exception cause, object? message)
    {
        _phase = Phase.Stopped;
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            EndRecovery();
            Context.Stop(Self);
        }
    }

    private void OnSilenceTick()
    {
        if (_phase is not (Phase.LoadingSnapshot or Phase.Replaying))
        {
            return;
        }

        if (++_silentTicks < RecoveryWatch.SilentTicksMax)
        {
            return;
        }

        var awaited = _phase == Phase.LoadingSnapshot ? "a snapshot" : "an event";
        FailRecovery(
            new RecoveryTimedOutException(
                $"The recovery of [{PersistenceId}] did not get {awaited} within "
                    + $"{JournalSettings.RecoveryEventTimeout}; "
                    + $"the last sequence number was [{LastSequenceNr}]."
            ),
            message: null
        );
    }

    /// <summary>Gives back what a recovery uses; may be called more than once.</summary>
    private void EndRecovery()
    {
        if (_isWatched)
        {
            _isWatched = false;
            JournalSettings.Watch.Remove(Self);
        }

        if (_holdsPermit)
        {
            _holdsPermit = false;
            Extension.Permits.Return();
        }
        else if (_awaitsPermit)
        {
            _awaitsPermit = false;
            Extension.Permits.Withdraw(Self);
        }
    }
}
