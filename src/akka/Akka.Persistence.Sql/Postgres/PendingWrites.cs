using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// What waits for one connection: bounded, first in, first out, taken in batches. Who adds to an idle
/// one has to see that it is emptied; it is busy until <see cref="Take"/> finds nothing.
/// </summary>
internal sealed class PendingWrites(int capacity, int maxBatchRows)
{
    private readonly Lock _gate = new();
    private readonly WaitingWrites _waiting = new(capacity, maxBatchRows);
    private readonly TaskCompletionSource _stopped = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private bool _busy;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return !_busy;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Takes the work, or fails it; true when it was idle.</summary>
    public bool Add(WriteWork work)
    {
        Exception? refused;
        lock (_gate)
        {
            refused = _waiting.Add(work);
            if (refused is null)
            {
                var wasIdle = !_busy;
                _busy = true;
                return wasIdle;
            }
        }
        work.Fail(refused);
        return false;
    }

    /// <summary>Moves a batch into the list; false when nothing waits, and it is idle again.</summary>
    public bool Take(List<WriteWork> batch)
    {
        lock (_gate)
        {
            _waiting.Take(batch);
            _busy = batch.Count > 0;
            if (!_busy && _waiting.IsClosed)
                _stopped.TrySetResult();
            return _busy;
        }
    }

    /// <summary>Takes nothing more; done when what waits is written.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _waiting.Close();
            if (!_busy)
                _stopped.TrySetResult();
        }
        return _stopped.Task;
    }
}
