using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>A PostgreSQL journal for reading.</summary>
internal sealed class PostgresJournal(
    NpgsqlDataSource source,
    PostgresNames names,
    PostgresLayout layout,
    string name
) : IJournalDatabase
{
    /// <summary>Rows of one question, so that a slow consumer keeps no connection busy.</summary>
    private const int PageLength = 1000;

    /// <summary>How often to look whether an append that was under way has ended.</summary>
    private static readonly TimeSpan InFlightPause = TimeSpan.FromMilliseconds(2);

    private readonly PostgresStatements _statements = new(names, layout);

    public JournalStore Store => JournalStore.Postgres;

    public string Name => name;

    public async IAsyncEnumerable<ConversationTotals> ConversationsAsync(
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        foreach (var totals in await TotalsAsync(limit, null, cancellation))
        {
            yield return totals;
        }
    }

    public async Task<ConversationTotals?> ConversationAsync(
        string persistenceId,
        CancellationToken cancellation = default
    ) => (await TotalsAsync(1, persistenceId, cancellation)).FirstOrDefault();

    public async Task<IReadOnlyList<ConversationBeginning>> BeginningsAsync(
        IReadOnlyList<string> persistenceIds,
        CancellationToken cancellation = default
    )
    {
        var ids = persistenceIds.ToArray();
        var firsts = await FirstsAsync(ids, prompts: false, cancellation);
        var prompts = await FirstsAsync(ids, prompts: true, cancellation);
        return
        [
            .. ids.Select(id => new ConversationBeginning(
                firsts.GetValueOrDefault(id),
                prompts.GetValueOrDefault(id)
            )),
        ];
    }

    public async Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation = default
    ) =>
        await ReadAsync(
            _statements.Find,
            rows => rows.GetString(0),
            cancellation,
            beginning,
            (long)limit
        );

    public async IAsyncEnumerable<JournalRow> RowsAsync(
        string persistenceId,
        long from = 1,
        long to = long.MaxValue,
        bool withTags = false,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var count = PageLength;
        while (count == PageLength && from <= to)
        {
            var page = await ReadAsync(
                _statements.OfConversation(withTags),
                PostgresRows.Event,
                cancellation,
                persistenceId,
                from,
                to,
                (long)PageLength
            );
            foreach (var row in page)
            {
                yield return row;
                from = row.SequenceNr + 1;
            }

            count = page.Count;
        }
    }

    public async Task<IReadOnlyList<JournalRow>> RowsAfterAsync(
        long ordering,
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    )
    {
        var settled = await SettledOrderingAsync(cancellation);
        object[] values = [ordering, settled, (long)limit];
        return await ReadAsync(
            _statements.After(ofOne: persistenceId is not null),
            PostgresRows.Event,
            cancellation,
            persistenceId is null ? values : [.. values, persistenceId]
        );
    }

    public Task<long> LastOrderingAsync(CancellationToken cancellation = default) =>
        NumberAsync(_statements.LastOrdering, cancellation);

    /// <summary>
    /// Several connections commit, so a higher ordering can be visible before a lower one. An append
    /// of the server holds a lock from before it takes its orderings until after it is visible: the
    /// highest that was given out is read, and then those are waited for who held the lock.
    /// </summary>
    public async Task<long> SettledOrderingAsync(CancellationToken cancellation = default)
    {
        var upTo = await NumberAsync(_statements.LastGiven, cancellation);
        var inFlight = await InFlightAsync(cancellation);
        while (inFlight.Count > 0)
        {
            await Task.Delay(InFlightPause, TimeProvider.System, cancellation);
            inFlight.IntersectWith(await InFlightAsync(cancellation));
        }

        return upTo;
    }

    public Task<long> OrderingBeforeLastAsync(
        int count,
        string? persistenceId,
        CancellationToken cancellation = default
    )
    {
        object[] values = [(long)count];
        return NumberAsync(
            _statements.BeforeLast(ofOne: persistenceId is not null),
            cancellation,
            persistenceId is null ? values : [.. values, persistenceId]
        );
    }

    public async IAsyncEnumerable<SnapshotRow> SnapshotsAsync(
        string? persistenceId,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var count = layout.HasSnapshots ? PageLength : 0;
        var (id, after) = (persistenceId ?? "", -1L);
        while (count == PageLength)
        {
            var page = await ReadAsync(
                _statements.Snapshots(ofOne: persistenceId is not null),
                PostgresRows.Snapshot,
                cancellation,
                id,
                after,
                (long)PageLength
            );
            foreach (var row in page)
            {
                yield return row;
                (id, after) = (row.PersistenceId, row.SequenceNr);
            }

            count = page.Count;
        }
    }

    public async Task<IReadOnlyList<string>> LeftSnapshotsAsync(
        int limit,
        CancellationToken cancellation = default
    ) =>
        layout.HasSnapshots
            ? await ReadAsync(
                _statements.LeftSnapshots,
                rows => rows.GetString(0),
                cancellation,
                (long)limit
            )
            : [];

    public Task<long> CountRowsAsync(CancellationToken cancellation = default) =>
        NumberAsync(_statements.CountRows, cancellation);

    public IAsyncEnumerable<IReadOnlyList<JournalRow>> ScanAsync(
        bool withTags = false,
        CancellationToken cancellation = default
    ) => PostgresScan.RunAsync(source, name, _statements.Scan(withTags), cancellation);

    public async Task<IReadOnlyList<(string PersistenceId, long SequenceNr)>> StrayTagsAsync(
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    )
    {
        if (!layout.HasTags)
            return [];
        object[] values = [(long)limit];
        return await ReadAsync(
            _statements.StrayTags(ofOne: persistenceId is not null),
            rows => (rows.GetString(0), rows.GetInt64(1)),
            cancellation,
            persistenceId is null ? values : [.. values, persistenceId]
        );
    }

    /// <summary>A transaction that is rolled back keeps its places: free ones tell nothing.</summary>
    public Task<GivenPlaces?> GivenPlacesAsync(CancellationToken cancellation = default) =>
        Task.FromResult<GivenPlaces?>(null);

    public Task<IReadOnlyList<(long From, long To)>> FreePlacesAsync(
        long last,
        int limit,
        CancellationToken cancellation = default
    ) => Task.FromResult<IReadOnlyList<(long, long)>>([]);

    public async Task<JournalStatistics> StatisticsAsync(CancellationToken cancellation = default)
    {
        var manifests = await ReadAsync(
            _statements.Manifests,
            rows =>
                (
                    Statistics: new ManifestStatistics(
                        rows.GetString(0),
                        rows.GetInt64(1),
                        rows.GetInt64(2)
                    ),
                    Oldest: rows.GetInt64(3),
                    Latest: rows.GetInt64(4)
                ),
            cancellation
        );
        var totals = await ReadAsync(
            _statements.Totals,
            rows => Enumerable.Range(0, 5).Select(rows.GetInt64).ToArray(),
            cancellation
        );
        var counts = totals[0];
        return new JournalStatistics(
            PersistenceIds: counts[0],
            Snapshots: counts[1],
            SnapshotBytes: counts[2],
            Tags: counts[3],
            DatabaseBytes: counts[4],
            LogBytes: null,
            FreeBytes: null,
            manifests.Count == 0 ? null : manifests.Min(manifest => manifest.Oldest),
            manifests.Count == 0 ? null : manifests.Max(manifest => manifest.Latest),
            [.. manifests.Select(manifest => manifest.Statistics)]
        );
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private Task<List<ConversationTotals>> TotalsAsync(
        int? limit,
        string? persistenceId,
        CancellationToken cancellation
    )
    {
        object[] values = [(long)(limit ?? int.MaxValue)];
        return ReadAsync(
            _statements.Conversations(ofOne: persistenceId is not null),
            PostgresRows.Totals,
            cancellation,
            persistenceId is null ? values : [.. values, persistenceId]
        );
    }

    private async Task<Dictionary<string, JournalRow>> FirstsAsync(
        string[] ids,
        bool prompts,
        CancellationToken cancellation
    ) =>
        (
            await ReadAsync(
                _statements.Firsts(prompts),
                PostgresRows.Event,
                cancellation,
                (object)ids
            )
        ).ToDictionary(row => row.PersistenceId, StringComparer.Ordinal);

    private async Task<HashSet<string>> InFlightAsync(CancellationToken cancellation) =>
        [
            .. await ReadAsync(
                PostgresStatements.AppendsInFlight,
                rows => rows.GetString(0),
                cancellation
            ),
        ];

    private async Task<long> NumberAsync(
        string sql,
        CancellationToken cancellation,
        params object[] values
    ) =>
        (
            await ReadAsync(
                sql,
                rows => Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture),
                cancellation,
                values
            )
        )[0];

    private Task<List<T>> ReadAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation,
        params object[] values
    ) =>
        PostgresProblems.TranslatedAsync(
            name,
            async () =>
            {
                await using var command = source.CreateCommand(sql);
                foreach (var value in values)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                }

                await using var rows = await command.ExecuteReaderAsync(cancellation);
                var found = new List<T>();
                while (await rows.ReadAsync(cancellation))
                {
                    found.Add(read(rows));
                }

                return found;
            }
        );
}
