using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence.Snapshot;

/// <summary>What a snapshot store plug-in derives from.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly PluginBreaker _breaker;
    private readonly bool _publish;

    /// <summary>Reads the plug-in's configuration.</summary>
    protected SnapshotStore()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        _publish = extension.PublishesPluginCommands;
        _breaker = PluginBreaker.FromConfig(Context.System, extension.PluginConfigOf(Self));
    }

    /// <summary>The latest snapshot that meets the criteria, or null.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    );

    /// <summary>Saves a snapshot.</summary>
    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    /// <summary>
    /// Deletes one snapshot; without a time in <paramref name="metadata" /> (its smallest value), by
    /// sequence number alone.
    /// </summary>
    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    /// <summary>Deletes all snapshots that meet the criteria.</summary>
    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>
    /// Receives what is not part of the snapshot protocol, and sees each outcome of a save or a
    /// deletion before the actor that asked for it does.
    /// </summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                _ = LoadAsync(load, Sender);
                break;
            case SaveSnapshot save:
                _ = SaveAsync(save, Sender, Self);
                break;
            case DeleteSnapshot delete:
                _ = DeleteAsync(delete, Sender, Self);
                break;
            case DeleteSnapshots delete:
                _ = DeleteAsync(delete, Sender, Self);
                break;
            case SaveSnapshotFailure failure:
                Pass(message);
                _ = DiscardAsync(failure.Metadata);
                return true;
            case ISnapshotResponse:
                Pass(message);
                return true;
            default:
                return ReceivePluginInternal(message);
        }

        if (_publish)
        {
            Context.System.EventStream.Publish(message);
        }

        return true;
    }

    private void Pass(object outcome)
    {
        try
        {
            ReceivePluginInternal(outcome);
        }
        finally
        {
            Sender.Tell(outcome, ActorRefs.NoSender);
        }
    }

    private async Task LoadAsync(LoadSnapshot request, IActorRef sender)
    {
        object answer;
        try
        {
            var criteria = request.Criteria.Limit(request.ToSequenceNr);
            SelectedSnapshot? snapshot = null;
            if (!criteria.Equals(SnapshotSelectionCriteria.None))
            {
                snapshot = await _breaker
                    .Guard(
                        this,
                        static (store, r) => store.LoadAsync(r.PersistenceId, r.criteria),
                        (request.PersistenceId, criteria)
                    )
                    .ConfigureAwait(Continuations.FollowDispatcher);
            }

            answer = new LoadSnapshotResult(snapshot!, request.ToSequenceNr);
        }
        catch (Exception e)
        {
            answer = new LoadSnapshotFailed(e);
        }

        sender.Tell(answer, ActorRefs.NoSender);
    }

    private async Task SaveAsync(SaveSnapshot request, IActorRef sender, IActorRef self)
    {
        var metadata = new SnapshotMetadata(
            request.Metadata.PersistenceId,
            request.Metadata.SequenceNr,
            request.Metadata.Timestamp == DateTime.MinValue
                ? Clock.UtcNow
                : request.Metadata.Timestamp
        );
        object outcome;
        try
        {
            await _breaker
                .Guard(
                    this,
                    static (store, r) => store.SaveAsync(r.metadata, r.Snapshot),
                    (metadata, request.Snapshot)
                )
                .ConfigureAwait(Continuations.FollowDispatcher);
            outcome = new SaveSnapshotSuccess(metadata);
        }
        catch (Exception e)
        {
            outcome = new SaveSnapshotFailure(metadata, e);
        }

        self.Tell(outcome, sender);
    }

    private async Task DeleteAsync(DeleteSnapshot request, IActorRef sender, IActorRef self)
    {
        object outcome;
        try
        {
            await _breaker
                .Guard(this, static (store, r) => store.DeleteAsync(r.Metadata), request)
                .ConfigureAwait(Continuations.FollowDispatcher);
            outcome = new DeleteSnapshotSuccess(request.Metadata);
        }
        catch (Exception e)
        {
            outcome = new DeleteSnapshotFailure(request.Metadata, e);
        }

        self.Tell(outcome, sender);
    }

    private async Task DeleteAsync(DeleteSnapshots request, IActorRef sender, IActorRef self)
    {
        object outcome;
        try
        {
            await _breaker
                .Guard(
                    this,
                    static (store, r) => store.DeleteAsync(r.PersistenceId, r.Criteria),
                    request
                )
                .ConfigureAwait(Continuations.FollowDispatcher);
            outcome = new DeleteSnapshotsSuccess(request.Criteria);
        }
        catch (Exception e)
        {
            outcome = new DeleteSnapshotsFailure(request.Criteria, e);
        }

        self.Tell(outcome, sender);
    }

    /// <summary>
    /// What a failed save may have left behind must not be offered to a recovery. The save was
    /// answered, and the store may be down altogether: nobody hears of a failure here.
    /// </summary>
    private async Task DiscardAsync(SnapshotMetadata metadata) =>
        await _breaker
            .Guard(this, static (store, m) => store.DeleteAsync(m), metadata)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
