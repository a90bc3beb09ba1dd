namespace Akka.Persistence.Journal;

/// <summary>
/// The events of one persistence id, in order. Slices handed out stay as they are: new events go
/// behind them, and a deletion moves what is left to a new array.
/// </summary>
internal sealed class MemoryStream
{
    private IPersistentRepresentation[] _events = [];
    private int _count;

    /// <summary>Outlives the events.</summary>
    public long HighestSequenceNr { get; private set; }

    public void Add(IPersistentRepresentation persistent)
    {
        if (_count == _events.Length)
        {
            Array.Resize(ref _events, Math.Max(4, _count * 2));
        }

        _events[_count++] = persistent;
        HighestSequenceNr = Math.Max(HighestSequenceNr, persistent.SequenceNr);
    }

    public ArraySegment<IPersistentRepresentation> Read(long from, long to, long max)
    {
        var start = FirstAtLeast(from);
        var end = to == long.MaxValue ? _count : FirstAtLeast(to + 1);
        var length = (int)Math.Min(Math.Max(0, end - start), max);
        return new ArraySegment<IPersistentRepresentation>(_events, start, length);
    }

    public void Delete(long to)
    {
        var start = to == long.MaxValue ? _count : FirstAtLeast(to + 1);
        if (start > 0)
        {
            _events = _events.AsSpan(start, _count - start).ToArray();
            _count -= start;
        }
    }

    private int FirstAtLeast(long sequenceNr)
    {
        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_events[middle].SequenceNr < sequenceNr)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
