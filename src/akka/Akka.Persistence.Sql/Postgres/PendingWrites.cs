using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// What waits for one connection: bounded, first in, first out, taken in batches. Who adds to an idle
/// one has to see that it is emptied; it is busy until <see cref="Take"/> finds nothing.
/// </summary>
internal sealed class PendingWrites(int capacity, int maxBatchRows)
{
    private readonly Lock _gate = new();
    private readonly Queue<WriteWork> _waiting = new();
    private readonly TaskCompletionSource _stopped = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private bool _busy;
    private bool _closed;

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
        Exception refused;
        lock (_gate)
        {
            if (_closed)
            {
                refused = new ObjectDisposedException(nameof(PostgresWriter), "It is closed.");
            }
            else if (_waiting.Count >= capacity && work.Rows > 0)
            {
                refused = new InvalidOperationException(
                    $"{capacity} writes wait for the database already; this one was not taken."
                );
            }
            else
            {
                _waiting.Enqueue(work);
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
            var rows = 0;
            while (_waiting.TryPeek(out var next))
            {
                if (batch.Count > 0 && rows + next.Rows > maxBatchRows)
                    break;
                rows += next.Rows;
                batch.Add(_waiting.Dequeue());
            }
            _busy = batch.Count > 0;
            if (!_busy && _closed)
                _stopped.TrySetResult();
            return _busy;
        }
    }

    /// <summary>Takes nothing more; done when what waits is written.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (!_busy)
                _stopped.TrySetResult();
        }
        return _stopped.Task;
    }
}
