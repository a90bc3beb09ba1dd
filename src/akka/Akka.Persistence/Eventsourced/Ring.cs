using System.Runtime.CompilerServices;

namespace Akka.Persistence;

/// <summary>A queue that also takes elements back at its front, and is null-sized while unused.</summary>
internal struct Ring<T>
{
    private const int KeptCapacity = 16;

    private T[]? _items;
    private int _head;

    public int Count { readonly get; private set; }

    public readonly ref readonly T Peek() => ref _items![_head];

    public void Enqueue(in T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Grow();
        }

        _items![(_head + Count) & (_items.Length - 1)] = item;
        Count++;
    }

    public void Prepend(in T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Grow();
        }

        _head = (_head - 1) & (_items!.Length - 1);
        _items[_head] = item;
        Count++;
    }

    public T Dequeue()
    {
        var items = _items!;
        var item = items[_head];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            items[_head] = default!;
        }

        _head = (_head + 1) & (items.Length - 1);
        if (--Count == 0 && items.Length > KeptCapacity)
        {
            // An idle actor does not keep what a burst needed.
            _items = null;
            _head = 0;
        }

        return item;
    }

    private void Grow()
    {
        var grown = new T[_items is null ? 2 : _items.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = _items![(_head + i) & (_items.Length - 1)];
        }

        _items = grown;
        _head = 0;
    }
}
