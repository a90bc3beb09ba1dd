using System.Collections.Immutable;
using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Persistence.Journal;

public abstract partial class AsyncWriteJournal
{
    /// <summary>
    /// Stores the request at once and returns true, or returns false to have it go through
    /// <see cref="WriteMessagesAsync" />. A shortcut for stores that never wait.
    /// </summary>
    internal virtual bool TryWriteNow(WriteMessages request) => false;

    private void Write(WriteMessages request)
    {
        if (!CanPublish && TryWriteNow(request))
        {
            return;
        }

        AtomicWrite[] batch;
        try
        {
            batch = request.Single is { } single
                ? [Prepare(single, Clock.UtcTicks, request.AnswerInPlace)]
                : Prepare(request.Messages, request.AnswerInPlace);
        }
        catch (Exception e)
        {
            // An adapter's fault, found before anything was stored.
            WriteAnswer.Refuse(request, e);
            return;
        }

        Publish(request);
        if (batch.Length == 0)
        {
            WriteAnswer.Send(request, 0, failure: null, result: null);
            return;
        }

        Exception? failure = null;
        Task<IImmutableList<Exception>>? task = null;
        if (!_breaker.TryBegin(out failure))
        {
            task = null;
        }
        else
        {
            try
            {
                task = WriteMessagesAsync(batch);
            }
            catch (Exception e)
            {
                _breaker.Failed();
                failure = e;
            }
        }

        var persistenceId = batch[0].PersistenceId;
        var ended = task is null || task.IsCompletedSuccessfully;
        if (!ended || _pending.ContainsKey(persistenceId))
        {
            _ = FinishLater(request, batch.Length, persistenceId, task, failure);
            return;
        }

        if (task is null)
        {
            WriteAnswer.Send(request, batch.Length, failure, result: null);
            return;
        }

        _breaker.Succeeded();
        WriteAnswer.Send(request, batch.Length, failure: null, task.Result);
    }

    private async Task FinishLater(
        WriteMessages request,
        int writeCount,
        string persistenceId,
        Task<IImmutableList<Exception>>? task,
        Exception? failure
    )
    {
        _pending.TryGetValue(persistenceId, out var previous);
        var pending = new PendingWrite();
        _pending[persistenceId] = pending;
        IImmutableList<Exception>? result = null;
        if (task is not null)
        {
            try
            {
                result = await _breaker
                    .WithTimeout(task)
                    .ConfigureAwait(Continuations.FollowDispatcher);
                _breaker.Succeeded();
            }
            catch (Exception e)
            {
                _breaker.Failed();
                failure = TryUnwrapException(e);
            }
        }

        if (previous is not null)
        {
            await previous.Answered.ConfigureAwait(Continuations.FollowDispatcher);
        }

        WriteAnswer.Send(request, writeCount, failure, result);
        pending.SetAnswered();
        if (task is { IsCompleted: false })
        {
            // Timed out, but perhaps still to be stored: a replay waits for it all the same.
            await ((Task)task).ConfigureAwait(
                Continuations.FollowDispatcher
                    ? ConfigureAwaitOptions.SuppressThrowing
                        | ConfigureAwaitOptions.ContinueOnCapturedContext
                    : ConfigureAwaitOptions.SuppressThrowing
            );
        }

        if (previous is not null)
        {
            await previous.Ended.ConfigureAwait(Continuations.FollowDispatcher);
        }

        _pending.TryRemove(KeyValuePair.Create(persistenceId, pending));
        pending.SetEnded();
    }

    /// <summary>A write that did not end at once.</summary>
    private sealed class PendingWrite
    {
        private readonly TaskCompletionSource _answered = new();
        private TaskCompletionSource? _ended;

        /// <summary>Its answers are sent; those of the next write of its persistence id may follow.</summary>
        public Task Answered => _answered.Task;

        /// <summary>The store is done with it and with all before it of its persistence id.</summary>
        public Task Ended
        {
            get
            {
                var ended = Volatile.Read(ref _ended);
                if (ended is not null)
                {
                    return ended.Task;
                }

                var created = new TaskCompletionSource(
                    TaskCreationOptions.RunContinuationsAsynchronously
                );
                return (Interlocked.CompareExchange(ref _ended, created, null) ?? created).Task;
            }
        }

        public void SetAnswered() => _answered.SetResult();

        public void SetEnded()
        {
            var already = Interlocked.CompareExchange(ref _ended, AlreadyEnded, null);
            already?.TrySetResult();
        }

        private static readonly TaskCompletionSource AlreadyEnded = CreateEnded();

        private static TaskCompletionSource CreateEnded()
        {
            var ended = new TaskCompletionSource();
            ended.SetResult();
            return ended;
        }
    }
}
