using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// What persistent actors derive from. The actor first recovers its state from a snapshot and its
/// events; commands that arrive meanwhile wait, in order. Then it takes commands, and stores events.
/// </summary>
[KnowsDefaultBehaviour]
public abstract partial class Eventsourced
    : ActorBase,
        IPersistentIdentity,
        IPersistenceStash,
        IPersistenceRecovery
{
    private readonly int _instanceId;
    private Phase _phase;
    private bool _asyncTaskRunning;
    private ILoggingAdapter? _log;
    private IActorRef? _journal;
    private IActorRef? _snapshotStore;
    private long _sequenceNr;

    /// <summary>Whether an envelope may go back to the mailbox when the actor restarts.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate = static envelope =>
        envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    /// <summary>Creates the actor; it must be created by an actor system.</summary>
    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _instanceId = Extension.NextInstanceId();
        JournalPluginId = string.Empty;
        SnapshotPluginId = string.Empty;
    }

    /// <summary>The extension.</summary>
    protected PersistenceExtension Extension { get; }

    /// <summary>The actor's log.</summary>
    protected virtual ILoggingAdapter Log => _log ??= Logging.GetLogger(Context);

    /// <inheritdoc />
    public abstract string PersistenceId { get; }

    /// <inheritdoc />
    public string JournalPluginId { get; protected set; }

    /// <inheritdoc />
    public string SnapshotPluginId { get; protected set; }

    /// <inheritdoc />
    public virtual Recovery Recovery => Recovery.Default;

    /// <inheritdoc />
    public virtual IStashOverflowStrategy InternalStashOverflowStrategy =>
        Extension.DefaultInternalStashOverflowStrategy;

    /// <summary>The journal.</summary>
    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    /// <summary>The snapshot store.</summary>
    public IActorRef SnapshotStore =>
        _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    /// <summary>Whose snapshots the actor saves: its own persistence id.</summary>
    public string SnapshotterId => PersistenceId;

    /// <summary>The number of the event that a snapshot taken now includes.</summary>
    public long SnapshotSequenceNr => LastSequenceNr;

    /// <summary>The highest number among the events that the actor has received or stored.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Whether the actor recovers.</summary>
    public bool IsRecovering => _phase < Phase.Processing;

    /// <summary>Whether the actor has recovered.</summary>
    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>Receives events during recovery, and <see cref="SnapshotOffer" /> and <see cref="RecoveryCompleted" />.</summary>
    protected abstract bool ReceiveRecover(object message);

    /// <summary>Receives commands.</summary>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>
    /// Called when events could not be stored, or nobody knows whether they are; the actor is
    /// stopped afterwards in any case.
    /// </summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause,
            "Failed to persist event type [{0}] with sequence number [{1}] of [{2}].",
            @event.GetType(),
            sequenceNr,
            PersistenceId
        );

    /// <summary>Called when the journal refused an event; the actor goes on.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause,
            "The journal rejected event type [{0}] with sequence number [{1}] of [{2}].",
            @event.GetType(),
            sequenceNr,
            PersistenceId
        );

    /// <summary>Called when recovery failed; the actor is stopped afterwards in any case.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
        {
            Log.Error(
                reason,
                "Failed to recover [{0}]; the last sequence number was [{1}].",
                PersistenceId,
                LastSequenceNr
            );
        }
        else
        {
            Log.Error(
                reason,
                "Failed to recover [{0}] at event type [{1}] with sequence number [{2}].",
                PersistenceId,
                message.GetType(),
                LastSequenceNr
            );
        }
    }

    /// <summary>Called after the last event, before <see cref="RecoveryCompleted" />.</summary>
    protected virtual void OnReplaySuccess() { }

    /// <inheritdoc />
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                break;
            case SaveSnapshotFailure failure:
                Log.Warning(failure.Cause, "Failed to save {0}.", failure.Metadata);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning(failure.Cause, "Failed to delete {0}.", failure.Metadata);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning(failure.Cause, "Failed to delete {0}.", failure.Criteria);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning(
                    failure.Cause,
                    "Failed to delete the events of [{0}] up to [{1}].",
                    PersistenceId,
                    failure.ToSequenceNr
                );
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    /// <summary>Asks the snapshot store; the answer is a <see cref="LoadSnapshotResult" />.</summary>
    public void LoadSnapshot(
        string persistenceId,
        SnapshotSelectionCriteria criteria,
        long toSequenceNr
    ) => SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>
    /// Saves the state; a <see cref="SaveSnapshotSuccess" /> or <see cref="SaveSnapshotFailure" />
    /// follows. The state must not be changed any more.
    /// </summary>
    public void SaveSnapshot(object snapshot) =>
        SnapshotStore.Tell(
            new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr), snapshot),
            Self
        );

    /// <summary>
    /// Deletes the snapshot with this number; a <see cref="DeleteSnapshotSuccess" /> or
    /// <see cref="DeleteSnapshotFailure" /> follows.
    /// </summary>
    public void DeleteSnapshot(long sequenceNr) =>
        SnapshotStore.Tell(
            new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr)),
            Self
        );

    /// <summary>
    /// Deletes the snapshots that meet the criteria; a <see cref="DeleteSnapshotsSuccess" /> or
    /// <see cref="DeleteSnapshotsFailure" /> follows.
    /// </summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) =>
        SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);

    /// <summary>
    /// Deletes the actor's events up to a number (inclusive), or all with
    /// <see cref="long.MaxValue" />; a <see cref="DeleteMessagesSuccess" /> or
    /// <see cref="DeleteMessagesFailure" /> follows. A number beyond <see cref="LastSequenceNr" /> is a
    /// failure, and nothing is deleted.
    /// </summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue)
        {
            toSequenceNr = LastSequenceNr;
        }

        if (toSequenceNr > LastSequenceNr)
        {
            var cause = new InvalidOperationException(
                $"[{PersistenceId}] has events up to [{LastSequenceNr}], not [{toSequenceNr}]."
            );
            Self.Tell(new DeleteMessagesFailure(cause, toSequenceNr), Self);
            return;
        }

        Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self), Self);
    }
}
