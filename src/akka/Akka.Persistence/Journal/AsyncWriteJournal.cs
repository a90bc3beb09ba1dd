using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>
/// What a journal plug-in derives from. Answers go out in the order of the requests for each
/// persistence id, although writes of different ids run side by side; a replay starts after the
/// writes of its id that were under way have ended, so that it reads what they stored.
/// </summary>
public abstract partial class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    /// <summary>Whether requests are also published to the event stream.</summary>
    protected readonly bool CanPublish;

    private readonly PluginBreaker _breaker;
    private readonly ReplayFilterSettings _replayFilter;
    private readonly ILoggingAdapter _log;

    // Writes that did not end at once, the latest of each persistence id. Entries leave from
    // whatever thread a write ends on.
    private readonly ConcurrentDictionary<string, PendingWrite> _pending = new(
        StringComparer.Ordinal
    );

    /// <summary>Reads the plug-in's configuration.</summary>
    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.PluginConfigOf(Self);
        _log = Context.GetLogger();
        CanPublish = extension.PublishesPluginCommands;
        _breaker = PluginBreaker.FromConfig(Context.System, config);
        _replayFilter = ReplayFilterSettings.FromConfig(config);
    }

    /// <inheritdoc />
    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    );

    /// <inheritdoc />
    public abstract Task<long> ReadHighestSequenceNrAsync(
        string persistenceId,
        long fromSequenceNr
    );

    /// <summary>
    /// Stores each write wholly or not at all. A failed task says that the outcome of all of them is
    /// unknown: the actors stop. The result is null or empty when all are stored, otherwise it has an
    /// entry for each write: null, or why that write was refused before anything was stored.
    /// </summary>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages
    );

    /// <summary>
    /// Deletes the events up to a sequence number (inclusive). The highest sequence number must
    /// survive.
    /// </summary>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Receives what is not part of the journal protocol.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message) =>
        ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    /// <summary>Receives the journal protocol.</summary>
    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                Write(write);
                return true;
            case ReplayMessages replay:
                Publish(replay);
                _ = ReplayAsync(replay, Context);
                return true;
            case DeleteMessagesTo delete:
                Publish(delete);
                _ = DeleteAsync(delete);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The exception that the wrappers of tasks and reflection hide.</summary>
    protected static Exception TryUnwrapException(Exception e)
    {
        while (true)
        {
            switch (e)
            {
                case AggregateException { InnerExceptions: [var only] }:
                    e = only;
                    break;
                case TargetInvocationException { InnerException: { } inner }:
                    e = inner;
                    break;
                default:
                    return e;
            }
        }
    }

    private async Task DeleteAsync(DeleteMessagesTo request)
    {
        object answer;
        try
        {
            await _breaker
                .Guard(
                    this,
                    static (journal, r) =>
                        journal.DeleteMessagesToAsync(r.PersistenceId, r.ToSequenceNr),
                    request
                )
                .ConfigureAwait(Continuations.FollowDispatcher);
            answer = new DeleteMessagesSuccess(request.ToSequenceNr);
        }
        catch (Exception e)
        {
            answer = new DeleteMessagesFailure(TryUnwrapException(e), request.ToSequenceNr);
        }

        request.PersistentActor.Tell(answer, ActorRefs.NoSender);
    }

    private void Publish(object request)
    {
        if (CanPublish)
        {
            Context.System.EventStream.Publish(request);
        }
    }
}
