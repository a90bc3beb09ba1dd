using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Counts the places (<c>ordering</c>) of a database in which they are given one after the other, so that each
/// that is free was a row once. What was erased explains some of them, and gaps that are told already explain
/// some; if more are free, last rows or whole conversations were lost.
/// </summary>
/// <remarks>
/// SQLite takes a place back when a transaction is rolled back; PostgreSQL does not, and has no such count.
/// Rows that healing put in at the end, as it did in earlier versions, stand behind later numbers of their
/// conversation: each explains one. What an operator has accepted explains the rest.
/// </remarks>
internal sealed class PlaceCount
{
    private readonly IJournalDatabase _database;
    private readonly GivenPlaces _given;
    private readonly List<long> _ascending = [];
    private readonly LostPlaces _lost = new();
    private long _rows;
    private long _explained;
    private long _number;
    private long _place;

    private PlaceCount(IJournalDatabase database, GivenPlaces given) =>
        (_database, _given) = (database, given);

    /// <summary>Begins to count; null where free places tell nothing.</summary>
    public static async Task<PlaceCount?> OfAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    ) => await database.GivenPlacesAsync(cancellation) is { } given ? new(database, given) : null;

    /// <summary>Rows that are gone and that nothing explains; 0 or less if there are none.</summary>
    public long Lost => _given.Last - _rows - _explained - _given.Accepted;

    /// <summary>Takes the next row; those of a conversation stand together, by number.</summary>
    public void Add(JournalRow row)
    {
        if (row.Ordering <= _given.Last)
            _rows++;
        if (row.SequenceNr > _number + 1)
            _lost.Gap(_place, row.Ordering, row.SequenceNr - _number - 1);
        (_number, _place) = (row.SequenceNr, row.Ordering);
        while (_ascending is [.., var before] && before > row.Ordering)
        {
            _ascending.RemoveAt(_ascending.Count - 1);
            _explained++;
        }

        _ascending.Add(row.Ordering);
    }

    /// <summary>The conversation has no more rows.</summary>
    public void EndOne(string persistenceId, ConversationCheck check)
    {
        EndOne(check.Absent + check.Beyond);
        if (check.Beyond > 0)
            _lost.Gap(_place, long.MaxValue, check.Beyond);
        _lost.EndOne(persistenceId, check, _place);
        (_number, _place) = (0, 0);
    }

    /// <summary>Of a conversation without a row a tag speaks of so many.</summary>
    public void Gone(long rows)
    {
        _explained += rows;
        _lost.Gap(0, long.MaxValue, rows);
    }

    /// <summary>There are no more rows: tells what was lost, as well as can be told.</summary>
    public async Task EndAsync(Action<Finding> found, CancellationToken cancellation)
    {
        if (Lost <= 0)
            return;
        var free = await _database.FreePlacesAsync(_given.Last, LostPlaces.MaxGaps, cancellation);
        foreach (var finding in _lost.Attribute(Lost, free))
            found(finding);
    }

    private void EndOne(long absent)
    {
        _explained += absent;
        _ascending.Clear();
    }

    /// <summary>
    /// Counts all rows of a database and tells how many are gone that nothing explains.
    /// </summary>
    public static async Task<long> LostOfAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        if (await OfAsync(database, cancellation) is not { } count)
            return 0;
        var (id, rows) = ("", 0L);
        await foreach (var page in database.ScanAsync(withTags: false, cancellation))
        {
            foreach (var row in page)
            {
                if (!string.Equals(row.PersistenceId, id, StringComparison.Ordinal))
                {
                    count.EndOne(Math.Max(0, count._number - rows));
                    (id, rows, count._number, count._place) = (row.PersistenceId, 0, 0, 0);
                }

                count.Add(row);
                rows++;
            }
        }

        count.EndOne(Math.Max(0, count._number - rows));
        return Math.Max(0, count.Lost);
    }
}
