using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence.Journal;

public abstract partial class AsyncWriteJournal
{
    private async Task ReplayAsync(ReplayMessages request, IActorContext context)
    {
        object answer;
        try
        {
            // Looked up before the first await: what was asked for earlier is in here by now.
            if (_pending.TryGetValue(request.PersistenceId, out var write))
            {
                await EndOf(request.PersistenceId, write)
                    .ConfigureAwait(Continuations.FollowDispatcher);
            }

            var highest = await _breaker
                .Guard(
                    this,
                    static (journal, r) =>
                        journal.ReadHighestSequenceNrAsync(
                            r.PersistenceId,
                            Math.Max(0L, r.FromSequenceNr - 1)
                        ),
                    request
                )
                .ConfigureAwait(Continuations.FollowDispatcher);
            var to = Math.Min(request.ToSequenceNr, highest);
            if (to > 0 && request.FromSequenceNr <= to && request.Max > 0)
            {
                // Not guarded: it may take long, and the actor has its own time-out for a journal
                // that falls silent.
                var sink = new ReplaySink(this, request, _replayFilter);
                await ReplayMessagesAsync(
                        context,
                        request.PersistenceId,
                        request.FromSequenceNr,
                        to,
                        request.Max,
                        sink.Add
                    )
                    .ConfigureAwait(Continuations.FollowDispatcher);
                sink.Complete();
            }

            answer = new RecoverySuccess(highest) { InstanceId = request.BatchesFor };
        }
        catch (Exception e)
        {
            answer = new ReplayMessagesFailure(TryUnwrapException(e))
            {
                InstanceId = request.BatchesFor,
            };
        }

        request.PersistentActor.Tell(answer, ActorRefs.NoSender);
    }

    private async Task EndOf(string persistenceId, PendingWrite write)
    {
        try
        {
            await Continuations
                .Here(write.Ended)
                .WaitAsync(_breaker.CallTimeout, _breaker.Time)
                .ConfigureAwait(Continuations.FollowDispatcher);
        }
        catch (TimeoutException)
        {
            // It may never end, and must keep its actor from coming back this once only. Should it be
            // stored after all, numbers are taken once: it fails, or what is written after this replay.
            _pending.TryRemove(KeyValuePair.Create(persistenceId, write));
        }
    }

    /// <summary>
    /// Takes a plug-in's events one by one, and passes them through the replay filter and the read
    /// adapters on to the actor.
    /// </summary>
    private sealed class ReplaySink
    {
        private const int BatchSize = 256;

        // With a journal that trickles, a batch is not held back longer: the actor's time-out runs.
        private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(100);

        private readonly AsyncWriteJournal _journal;
        private readonly TimeProvider _time;
        private readonly IActorRef _actor;
        private readonly int _batchesFor;
        private readonly ReplayFilterWindow? _filter;
        private IPersistentRepresentation[] _batch = [];
        private int _count;
        private long _since;

        public ReplaySink(
            AsyncWriteJournal journal,
            ReplayMessages request,
            ReplayFilterSettings filter
        )
        {
            _journal = journal;
            _time = journal._breaker.Time;
            _actor = request.PersistentActor;
            _batchesFor = request.BatchesFor;
            _since = _time.GetTimestamp();
            if (filter.Mode != ReplayFilterMode.Disabled)
            {
                _filter = new ReplayFilterWindow(
                    filter,
                    request.PersistenceId,
                    journal._log,
                    Adapt
                );
            }
        }

        public void Add(IPersistentRepresentation persistent)
        {
            if (persistent.IsDeleted)
            {
                return;
            }

            if (_filter is null)
            {
                Adapt(persistent);
            }
            else
            {
                _filter.Add(persistent);
            }
        }

        public void Complete()
        {
            _filter?.Flush();
            SendBatch();
        }

        private void Adapt(IPersistentRepresentation persistent)
        {
            if (_journal.AdaptsNothing)
            {
                Emit(persistent);
                return;
            }

            foreach (var adapted in _journal.AdaptFromJournal(persistent))
            {
                Emit(adapted);
            }
        }

        private void Emit(IPersistentRepresentation persistent)
        {
            if (_batchesFor == 0)
            {
                _actor.Tell(new ReplayedMessage(persistent), ActorRefs.NoSender);
                return;
            }

            if (_count == _batch.Length)
            {
                Array.Resize(ref _batch, _count == 0 ? 16 : _count * 2);
            }

            _batch[_count++] = persistent;
            if (_count == BatchSize || _time.GetElapsedTime(_since) > BatchTime)
            {
                SendBatch();
            }
        }

        private void SendBatch()
        {
            if (_count == 0)
            {
                return;
            }

            var full = _count == BatchSize;
            _actor.Tell(new ReplayedBatch(_batch, _count, _batchesFor), ActorRefs.NoSender);
            _batch = full ? new IPersistentRepresentation[BatchSize] : [];
            _count = 0;
            _since = _time.GetTimestamp();
        }
    }
}
