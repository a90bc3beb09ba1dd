using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Retention;

namespace ActorStream.Catalog;

/// <summary>The list itself: pure, in memory, ordered by activity.</summary>
internal sealed class ConversationIndex
{
    private static readonly IComparer<ListPosition> NewestFirst = Comparer<ListPosition>.Create(
        static (a, b) =>
            b.UpdatedAt.CompareTo(a.UpdatedAt) is not 0 and var byTime
                ? byTime
                : string.CompareOrdinal(a.ConversationId, b.ConversationId)
    );

    private readonly Dictionary<ConversationId, ConversationChanged> _byId = [];
    private readonly SortedSet<ListPosition> _order = new(NewestFirst);

    /// <summary>Conversations whose turn is open, or whose erasure is not finished.</summary>
    public IEnumerable<ConversationId> Unfinished =>
        _byId
            .Values.Where(entry => entry.IsRunning || entry.IsDeleted)
            .Select(entry => entry.ConversationId);

    /// <summary>Conversations that are not erased.</summary>
    public int Count => _order.Count;

    /// <summary>Those of them with an open turn.</summary>
    public int Running { get; private set; }

    /// <summary>One conversation, also one that is being erased, or null.</summary>
    public ConversationChanged? Find(ConversationId id) => _byId.GetValueOrDefault(id);

    /// <summary>Every conversation that is not erased, as retention sees it. Bytes are not counted.</summary>
    public IReadOnlyList<RetentionCandidate> Candidates() =>
        [
            .. _byId
                .Values.Where(entry => !entry.IsDeleted)
                .Select(entry => new RetentionCandidate(
                    entry.ConversationId.Value,
                    entry.Tenant,
                    entry.UpdatedAt,
                    entry.IsRunning,
                    entry.SequenceNr,
                    0
                )),
        ];

    /// <summary>
    /// Takes what is newer than what is known. Of one that is being erased nothing is kept that was said.
    /// </summary>
    public void Put(ConversationChanged entry)
    {
        if (entry.IsDeleted)
            entry = entry with { Title = null };
        if (_byId.TryGetValue(entry.ConversationId, out var known))
        {
            if (known.SequenceNr >= entry.SequenceNr)
                return;
            _order.Remove(PositionOf(known));
            Running -= CountOf(known);
        }

        _byId[entry.ConversationId] = entry;
        Running += CountOf(entry);
        if (!entry.IsDeleted)
            _order.Add(PositionOf(entry));
    }

    /// <summary>
    /// Lets go of a conversation whose events are gone. It needs no memory: the journal keeps its last
    /// number, and by that its actor refuses whatever would bring it back.
    /// </summary>
    public void Forget(ConversationId id)
    {
        if (!_byId.Remove(id, out var known))
            return;
        _order.Remove(PositionOf(known));
        Running -= CountOf(known);
    }

    /// <summary>Takes what is true of a conversation, whatever was known of it.</summary>
    public void Replace(ConversationId id, ConversationChanged? entry)
    {
        Forget(id);
        if (entry is not null)
            Put(entry);
    }

    /// <summary>Takes a tagged event out of the journal.</summary>
    public void Replay(ConversationId id, long sequenceNr, ConversationEvent @event)
    {
        var known = _byId.GetValueOrDefault(id);
        if (known is not null && known.SequenceNr >= sequenceNr)
            return;
        known ??= new(id, 0, null, @event.At, @event.At, false, 0, false);
        known = known with { SequenceNr = sequenceNr, UpdatedAt = @event.At };
        Put(
            @event switch
            {
                ConversationStarted e => known with
                {
                    Title = e.Title,
                    CreatedAt = e.At,
                    Tenant = e.Tenant,
                },
                TurnStarted e => known with
                {
                    Title = Titles.Of(known.Title, e.Prompt),
                    IsRunning = true,
                    Turns = e.TurnId.Number,
                },
                TurnEnded => known with { IsRunning = false },
                ConversationDeleted => known with { IsDeleted = true, IsRunning = false },
                _ => known,
            }
        );
    }

    /// <summary>One page.</summary>
    public ConversationList Page(GetConversations query)
    {
        var items = new List<ConversationChanged>(query.Limit);
        var rest = query.Before is { } before && _order.Count > 0 ? After(_order, before) : _order;
        foreach (var position in rest)
        {
            if (items.Count == query.Limit)
                return new(items, PositionOf(items[^1]));
            if (Conversations.ConversationId.TryParse(position.ConversationId, out var id))
                items.Add(_byId[id]);
        }

        return new(items, null);
    }

    private static IEnumerable<ListPosition> After(
        SortedSet<ListPosition> order,
        ListPosition before
    )
    {
        var oldest = order.Max;
        if (NewestFirst.Compare(before, oldest) >= 0)
            return [];
        return order.GetViewBetween(before, oldest).SkipWhile(position => position == before);
    }

    private static int CountOf(ConversationChanged entry) =>
        entry is { IsRunning: true, IsDeleted: false } ? 1 : 0;

    private static ListPosition PositionOf(ConversationChanged entry) =>
        new(entry.UpdatedAt, entry.ConversationId.Value);
}
