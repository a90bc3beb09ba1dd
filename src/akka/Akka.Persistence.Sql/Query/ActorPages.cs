using Akka.Persistence.Query;

namespace Akka.Persistence.Sql.Query;

/// <summary>The events of one persistence id.</summary>
internal sealed class ActorPages(
    EventReader reader,
    string persistenceId,
    long fromSequenceNr,
    long toSequenceNr,
    bool live
) : Pages<EventEnvelope>
{
    private long _next = fromSequenceNr;
    private bool _ended;

    public override async Task<List<EventEnvelope>?> NextAsync()
    {
        if (_ended || _next > toSequenceNr)
            return null;
        var before = _next;
        var page = await ReadAsync();
        if (_next != before || !live)
            return page;
        // Only who has caught up listens. Once more, for what came before the subscription.
        using var subscription = reader.Store.Signals.Subscribe(persistenceId);
        page = await ReadAsync();
        if (_next != before)
            return page;
        await subscription.WaitAsync(reader.RefreshInterval);
        return await ReadAsync();
    }

    private async Task<List<EventEnvelope>> ReadAsync()
    {
        var rows = await reader.Store.EventsAsync(
            persistenceId,
            _next,
            toSequenceNr,
            reader.PageSize
        );
        if (rows.Count > 0)
            _next = rows[^1].SequenceNr + 1;
        _ended = !live && rows.Count < reader.PageSize;
        return reader.Envelopes(rows);
    }
}
