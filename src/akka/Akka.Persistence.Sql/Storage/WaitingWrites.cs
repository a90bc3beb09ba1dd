namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// Writes in the order in which they came: bounded, taken in batches. Not safe for threads: whoever
/// holds one has a lock of its own.
/// </summary>
/// <param name="capacity">How many may wait.</param>
/// <param name="maxBatchRows">How many rows a batch has at most, unless its first write has more.</param>
internal sealed class WaitingWrites(int capacity, int maxBatchRows)
{
    private readonly Queue<WriteWork> _waiting = new();

    public int Count => _waiting.Count;

    public bool IsClosed { get; private set; }

    /// <summary>Takes nothing more.</summary>
    public void Close() => IsClosed = true;

    /// <returns>Null, or why it was not taken.</returns>
    public Exception? Add(WriteWork work)
    {
        if (IsClosed)
            return new ObjectDisposedException("journal", "The journal is closed.");
        if (_waiting.Count >= capacity && work.Rows > 0)
        {
            return new InvalidOperationException(
                $"{capacity} writes wait for the database already; this one was not taken."
            );
        }

        _waiting.Enqueue(work);
        return null;
    }

    /// <summary>Moves the next batch into the list; nothing if nothing waits.</summary>
    public void Take(List<WriteWork> batch)
    {
        var rows = 0;
        while (_waiting.TryPeek(out var next))
        {
            if (batch.Count > 0 && rows + next.Rows > maxBatchRows)
                break;
            rows += next.Rows;
            batch.Add(_waiting.Dequeue());
        }
    }
}
