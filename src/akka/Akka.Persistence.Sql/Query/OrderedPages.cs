using Akka.Persistence.Query;

namespace Akka.Persistence.Sql.Query;

/// <summary>The events of all actors, or those with a tag, in the order of the journal.</summary>
internal sealed class OrderedPages(EventReader reader, string? tag, long after, bool live)
    : Pages<EventEnvelope>
{
    private long _after = after;
    private long _upTo = -1;
    private bool _ended;

    public override async Task<List<EventEnvelope>?> NextAsync()
    {
        if (_ended)
            return null;
        var before = _after;
        var page = await ReadAsync();
        if (_after != before || !live)
            return page;
        using var subscription = reader.Store.Signals.Subscribe(persistenceId: null);
        page = await ReadAsync();
        if (_after != before)
            return page;
        await subscription.WaitAsync(reader.RefreshInterval);
        return await ReadAsync();
    }

    private async Task<List<EventEnvelope>> ReadAsync()
    {
        // A current query ends where the journal did when it started.
        if (_upTo < 0 || (live && _after >= _upTo))
            _upTo = await reader.Store.SettledOrderingAsync();
        if (_after >= _upTo)
        {
            _ended = !live;
            return [];
        }
        var rows = await reader.Store.EventsByOrderingAsync(tag, _after, _upTo, reader.PageSize);
        if (rows.Count < reader.PageSize)
        {
            _after = _upTo;
            _ended = !live;
        }
        else
        {
            _after = rows[^1].Ordering;
        }
        return reader.Envelopes(rows);
    }
}
