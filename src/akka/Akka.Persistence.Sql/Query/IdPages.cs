namespace Akka.Persistence.Sql.Query;

/// <summary>The persistence ids.</summary>
internal sealed class IdPages(EventReader reader, bool live) : Pages<string>
{
    // Only a live query has to remember what it has shown.
    private readonly HashSet<string>? _shown = live ? new(StringComparer.Ordinal) : null;
    private string _after = "";
    private long _upTo = -1;
    private bool _listed;

    public override async Task<List<string>?> NextAsync()
    {
        if (!_listed)
            return await ListAsync();
        if (!live)
            return null;
        var page = await NewAsync();
        if (page.Count > 0)
            return page;
        using var subscription = reader.Store.Signals.Subscribe(persistenceId: null);
        page = await NewAsync();
        if (page.Count > 0)
            return page;
        await subscription.WaitAsync(reader.RefreshInterval);
        return await NewAsync();
    }

    private async Task<List<string>> ListAsync()
    {
        // Before the list: what comes after this is found by its ordering.
        if (live && _upTo < 0)
            _upTo = await reader.Store.SettledOrderingAsync();
        var page = await reader.Store.PersistenceIdsAsync(_after, reader.PageSize);
        _listed = page.Count < reader.PageSize;
        if (page.Count > 0)
            _after = page[^1];
        _shown?.UnionWith(page);
        return page;
    }

    private async Task<List<string>> NewAsync()
    {
        var upTo = await reader.Store.SettledOrderingAsync();
        if (upTo <= _upTo)
            return [];
        var ids = await reader.Store.PersistenceIdsBetweenAsync(_upTo, upTo);
        _upTo = upTo;
        ids.RemoveAll(id => !_shown!.Add(id));
        return ids;
    }
}
