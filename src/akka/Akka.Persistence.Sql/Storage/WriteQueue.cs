namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// What waits for one writer: bounded, first in, first out, taken in batches. There is no timer: a
/// batch is whatever came in while the writer was busy with the one before. While the writer has
/// nothing to do, somebody else may borrow its place.
/// </summary>
internal sealed class WriteQueue(int capacity, int maxBatchRows)
{
    private readonly object _gate = new();
    private readonly WaitingWrites _waiting = new(capacity, maxBatchRows);
    private bool _busy;
    private bool _borrowed;
    private bool _parked;

    /// <summary>Whether a work that came now would find nothing before it.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return !_busy && !_borrowed && _waiting.Count == 0;
        }
    }

    public Task Enqueue(WriteWork work)
    {
        Exception? refused;
        lock (_gate)
        {
            refused = _waiting.Add(work);
            if (refused is null)
            {
                if (_parked)
                    Monitor.Pulse(_gate);
                return work.Done;
            }
        }
        work.Fail(refused);
        return work.Done;
    }

    /// <summary>
    /// Takes the writer's place, if it is parked and nothing waits. Who gets true writes one work
    /// that is in no queue, and then gives the place back.
    /// </summary>
    public bool TryBorrow()
    {
        lock (_gate)
        {
            if (!_parked || _borrowed || _waiting.IsClosed || _waiting.Count > 0)
                return false;
            _borrowed = true;
            return true;
        }
    }

    /// <summary>Gives the writer its place back; it looks again how long it may be idle.</summary>
    public void GiveBack(bool wakeWriter)
    {
        lock (_gate)
        {
            _borrowed = false;
            if (wakeWriter || _waiting.IsClosed || _waiting.Count > 0)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Waits for work and moves a batch of it into the list. After <paramref name="atMost"/> without
    /// any, the list stays empty. False when the queue was closed and everything in it is done.
    /// </summary>
    public bool Take(List<WriteWork> batch, Func<TimeSpan> atMost)
    {
        lock (_gate)
        {
            _busy = false;
            while (_waiting.Count == 0 || _borrowed)
            {
                if (_waiting.IsClosed && !_borrowed)
                    return false;
                _parked = true;
                var signalled = Monitor.Wait(_gate, atMost());
                _parked = false;
                if (!signalled && _waiting.Count == 0 && !_borrowed)
                    break;
            }
            _busy = true;
            _waiting.Take(batch);
            return true;
        }
    }

    /// <summary>Takes nothing more; what waits is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _waiting.Close();
            Monitor.PulseAll(_gate);
        }
    }
}
