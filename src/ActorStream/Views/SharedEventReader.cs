using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Views;

/// <summary>
/// Lets viewers that read the same part of a journal share it: when a thousand of them fall behind one
/// conversation, a page is queried, decoded and encoded once, not a thousand times.
/// </summary>
/// <remarks>
/// Pages begin at multiples of <see cref="PageSize"/>, so that viewers at different places meet. Events
/// never change, so pages don't either; the last used are kept, up to a size. Safe for any thread.
/// </remarks>
internal sealed class SharedEventReader(IEventReader journal, long maxLength) : IEventReader
{
    /// <summary>Events per page.</summary>
    public const int PageSize = 128;

    /// <summary>What an event takes besides its text, twice: as an object, and as bytes of the wire.</summary>
    private const int EventOverhead = 600;

    private readonly Lock _gate = new();
    private readonly Dictionary<PageKey, LinkedListNode<Page>> _pages = [];
    private readonly LinkedList<Page> _byUse = new();
    private long _length;

    /// <summary>May end before <paramref name="to"/>, at the end of a page.</summary>
    public async Task<IReadOnlyList<JournaledEvent>> ReadAsync(
        ConversationId id,
        string incarnation,
        long from,
        long to
    )
    {
        var first = (from - 1) / PageSize * PageSize + 1;
        var last = Math.Min(to, first + PageSize - 1);
        var events = await FindOrReadAsync(new(id, incarnation, first, last));
        return from == first ? events : [.. events.Skip((int)(from - first))];
    }

    /// <summary>Lets go of everything of a conversation that was erased.</summary>
    public void Forget(ConversationId id)
    {
        lock (_gate)
        {
            foreach (var page in _byUse.Where(page => page.Key.Id == id).ToList())
                Forget(page);
        }
    }

    private Task<IReadOnlyList<JournaledEvent>> FindOrReadAsync(PageKey key)
    {
        lock (_gate)
        {
            if (_pages.TryGetValue(key, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Events;
            }

            var page = new Page(
                key,
                journal.ReadAsync(key.Id, key.Incarnation, key.First, key.Last)
            );
            _pages.Add(key, _byUse.AddFirst(page));
            _ = MeasureAsync(page);
            return page.Events;
        }
    }

    private async Task MeasureAsync(Page page)
    {
        var length = 0L;
        try
        {
            var events = await page.Events;
            if (events.Count == page.Key.Last - page.Key.First + 1)
                length = events.Sum(LengthOf);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The readers hear of it; the next one tries again.
            length = 0;
        }

        lock (_gate)
        {
            // It may have been forgotten while it was read.
            if (!_pages.TryGetValue(page.Key, out var kept) || kept.Value != page)
                return;
            if (length == 0)
            {
                Forget(page);
                return;
            }

            page.Length = length;
            _length += length;
            while (_length > maxLength && _byUse.Last is { Value: var oldest } && oldest != page)
                Forget(oldest);
        }
    }

    private void Forget(Page page)
    {
        if (!_pages.Remove(page.Key, out var node))
            return;
        _byUse.Remove(node);
        _length -= page.Length;
        page.Length = 0;
    }

    private static long LengthOf(JournaledEvent @event) =>
        EventOverhead
        + 2L
            * @event.Event switch
            {
                ChunkAppended chunk => chunk.Text.Length,
                TurnStarted started => started.Prompt.Length,
                _ => 0,
            };

    private readonly record struct PageKey(
        ConversationId Id,
        string Incarnation,
        long First,
        long Last
    );

    private sealed class Page(PageKey key, Task<IReadOnlyList<JournaledEvent>> events)
    {
        public PageKey Key { get; } = key;

        public Task<IReadOnlyList<JournaledEvent>> Events { get; } = events;

        /// <summary>0 until it is read.</summary>
        public long Length { get; set; }
    }
}
