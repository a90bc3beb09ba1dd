using System.Numerics;

namespace Akka.Streams.Stages.Boundaries;

/// <summary>
/// What lies between two islands: a bounded ring that one of them writes and the other reads, without a
/// lock, and how each side has ended.
/// </summary>
/// <remarks>
/// Each index is written by one side only. An element stands in its slot before the index that publishes
/// it, and all elements stand in the ring before the end does.
/// </remarks>
internal sealed class BoundaryBuffer<T>
{
    private readonly T[] _slots;
    private readonly int _capacity;
    private long _written;
    private long _read;
    private Ending? _upstream;
    private Ending? _downstream;

    internal BoundaryBuffer(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _slots = new T[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    /// <summary>
    /// How many elements are read before the writer is told of the room: half of them, so that both sides
    /// work meanwhile.
    /// </summary>
    internal int ReadsBetweenWakes => (_capacity + 1) / 2;

    /// <summary>How the upstream ended; null while it may write.</summary>
    internal Ending? Upstream => Volatile.Read(ref _upstream);

    /// <summary>How the downstream ended; null while it may read.</summary>
    internal Ending? Downstream => Volatile.Read(ref _downstream);

    internal bool HasRoom => _written - Volatile.Read(ref _read) < _capacity;

    internal bool IsEmpty => Volatile.Read(ref _written) == _read;

    internal void Write(T element)
    {
        _slots[_written & (_slots.Length - 1)] = element;
        Volatile.Write(ref _written, _written + 1);
    }

    internal bool TryRead(out T element)
    {
        if (IsEmpty)
        {
            element = default!;
            return false;
        }
        ref var slot = ref _slots[_read & (_slots.Length - 1)];
        element = slot;
        slot = default!;
        Volatile.Write(ref _read, _read + 1);
        return true;
    }

    internal void EndUpstream(Exception? cause) => Volatile.Write(ref _upstream, new Ending(cause));

    internal void EndDownstream(Exception? cause) =>
        Volatile.Write(ref _downstream, new Ending(cause));
}

/// <param name="Cause">Null when the side has simply finished.</param>
internal sealed record Ending(Exception? Cause);
