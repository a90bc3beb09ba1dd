namespace Akka.Streams.Engine;

/// <summary>A queue that starts without memory and grows with use.</summary>
internal struct RingBuffer<T>
{
    private T[]? _items;
    private int _head;

    internal int Count { get; private set; }

    internal readonly ref T this[int index] => ref _items![(_head + index) & (_items.Length - 1)];

    internal void Enqueue(T item)
    {
        if (_items is null || Count == _items.Length)
            Grow();
        _items![(_head + Count) & (_items.Length - 1)] = item;
        Count++;
    }

    internal T Dequeue()
    {
        ref var slot = ref _items![_head];
        var item = slot;
        slot = default!;
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return item;
    }

    internal void RemoveNewest()
    {
        Count--;
        this[Count] = default!;
    }

    internal void Clear()
    {
        if (_items is not null)
            Array.Clear(_items);
        _head = 0;
        Count = 0;
    }

    private void Grow()
    {
        var larger = new T[_items is null ? 4 : _items.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = this[i];
        _items = larger;
        _head = 0;
    }
}
