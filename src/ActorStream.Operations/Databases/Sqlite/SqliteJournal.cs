using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>
/// An SQLite journal for reading. SQLite has no other way than to block, so every question runs on the
/// thread pool, one at a time.
/// </summary>
internal sealed class SqliteJournal(SqliteConnection connection, string path, SqliteLayout layout)
    : IJournalDatabase
{
    /// <summary>Rows of one question, so that a slow consumer keeps no transaction open.</summary>
    private const int PageLength = 1000;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteStatements _statements = new(layout);

    public JournalStore Store => JournalStore.Sqlite;

    public string Name => path;

    public async IAsyncEnumerable<ConversationTotals> ConversationsAsync(
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        foreach (var totals in await TotalsAsync(null, limit ?? -1, cancellation))
        {
            yield return totals;
        }
    }

    public async Task<ConversationTotals?> ConversationAsync(
        string persistenceId,
        CancellationToken cancellation = default
    ) => (await TotalsAsync(persistenceId, 1, cancellation)).FirstOrDefault();

    public Task<IReadOnlyList<ConversationBeginning>> BeginningsAsync(
        IReadOnlyList<string> persistenceIds,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<ConversationBeginning> () =>
                [
                    .. persistenceIds.Select(id => new ConversationBeginning(
                        FirstRow(id, null),
                        FirstRow(id, "turn-started.v*")
                    )),
                ],
            cancellation
        );

    public Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<string> () =>
                Read(
                    SqliteStatements.Find,
                    reader => reader.GetString(0),
                    ("$beginning", beginning),
                    ("$behind", beginning + char.MaxValue),
                    ("$limit", limit)
                ),
            cancellation
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
            var start = from;
            var page = await AskAsync(
                () =>
                    Read(
                        _statements.OfConversation(withTags),
                        SqliteRows.Event,
                        ("$id", persistenceId),
                        ("$from", start),
                        ("$to", to),
                        ("$limit", PageLength)
                    ),
                cancellation
            );
            foreach (var row in page)
            {
                yield return row;
                from = row.SequenceNr + 1;
            }

            count = page.Count;
        }
    }

    public Task<IReadOnlyList<JournalRow>> RowsAfterAsync(
        long ordering,
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<JournalRow> () =>
                Read(
                    _statements.After(ofOne: persistenceId is not null),
                    SqliteRows.Event,
                    ("$ordering", ordering),
                    ("$id", persistenceId),
                    ("$limit", limit)
                ),
            cancellation
        );

    public Task<long> LastOrderingAsync(CancellationToken cancellation = default) =>
        AskAsync(() => Number(SqliteStatements.LastOrdering), cancellation);

    /// <summary>One writer commits in the order of the numbers: the last is settled.</summary>
    public Task<long> SettledOrderingAsync(CancellationToken cancellation = default) =>
        LastOrderingAsync(cancellation);

    public Task<long> OrderingBeforeLastAsync(
        int count,
        string? persistenceId,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            () => Number(SqliteStatements.BeforeLast, ("$id", persistenceId), ("$count", count)),
            cancellation
        );

    public async IAsyncEnumerable<SnapshotRow> SnapshotsAsync(
        string? persistenceId,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var count = layout.HasSnapshots ? PageLength : 0;
        var (id, after) = (persistenceId ?? "", -1L);
        while (count == PageLength)
        {
            var (afterId, afterNr) = (id, after);
            var page = await AskAsync(
                () =>
                    Read(
                        SqliteStatements.Snapshots,
                        SqliteRows.Snapshot,
                        ("$id", afterId),
                        ("$after", afterNr),
                        ("$one", persistenceId is null ? 0 : 1),
                        ("$limit", PageLength)
                    ),
                cancellation
            );
            foreach (var row in page)
            {
                yield return row;
                (id, after) = (row.PersistenceId, row.SequenceNr);
            }

            count = page.Count;
        }
    }

    public Task<IReadOnlyList<string>> LeftSnapshotsAsync(
        int limit,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<string> () =>
                layout.HasSnapshots
                    ? Read(
                        SqliteStatements.LeftSnapshots,
                        reader => reader.GetString(0),
                        ("$limit", limit)
                    )
                    : [],
            cancellation
        );

    public Task<long> CountRowsAsync(CancellationToken cancellation = default) =>
        AskAsync(() => Number(SqliteStatements.CountRows), cancellation);

    public IAsyncEnumerable<IReadOnlyList<JournalRow>> ScanAsync(
        bool withTags = false,
        CancellationToken cancellation = default
    ) => SqliteScan.RunAsync(path, _statements.Scan(withTags), cancellation);

    public Task<IReadOnlyList<(string PersistenceId, long SequenceNr)>> StrayTagsAsync(
        string? persistenceId,
        int limit,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<(string, long)> () =>
                layout.HasTags
                    ? Read(
                        SqliteStatements.StrayTags,
                        reader => (reader.GetString(0), reader.GetInt64(1)),
                        ("$id", persistenceId),
                        ("$limit", limit)
                    )
                    : [],
            cancellation
        );

    public Task<GivenPlaces?> GivenPlacesAsync(CancellationToken cancellation = default) =>
        AskAsync(
            () =>
                Number(SqliteStatements.HasGivenPlaces) == 0
                    ? null
                    : Read(
                            SqliteStatements.GivenPlaces,
                            reader => new GivenPlaces(reader.GetInt64(0), reader.GetInt64(1))
                        )
                        .FirstOrDefault(),
            cancellation
        );

    public Task<IReadOnlyList<(long From, long To)>> FreePlacesAsync(
        long last,
        int limit,
        CancellationToken cancellation = default
    ) =>
        AskAsync(
            IReadOnlyList<(long, long)> () =>
                Read(
                    SqliteStatements.FreePlaces,
                    reader => (reader.GetInt64(0), reader.GetInt64(1)),
                    ("$last", last),
                    ("$limit", limit)
                ),
            cancellation
        );

    public Task<JournalStatistics> StatisticsAsync(CancellationToken cancellation = default) =>
        AskAsync(Statistics, cancellation);

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<List<ConversationTotals>> TotalsAsync(
        string? persistenceId,
        int limit,
        CancellationToken cancellation
    ) =>
        AskAsync(
            () =>
                Read(
                    SqliteStatements.Conversations,
                    reader => new ConversationTotals(
                        reader.GetString(0),
                        reader.GetInt64(1),
                        reader.GetInt64(2),
                        reader.GetInt64(3),
                        reader.GetInt64(4),
                        reader.GetInt64(5),
                        reader.GetString(6),
                        reader.GetInt64(7),
                        reader.GetInt64(8)
                    ),
                    ("$id", persistenceId),
                    ("$limit", limit)
                ),
            cancellation
        );

    private JournalRow? FirstRow(string persistenceId, string? manifest) =>
        Read(_statements.First, SqliteRows.Event, ("$id", persistenceId), ("$manifest", manifest))
            .FirstOrDefault();

    private JournalStatistics Statistics()
    {
        var oldest = long.MaxValue;
        var latest = long.MinValue;
        var manifests = Read(
            SqliteStatements.Manifests,
            reader =>
            {
                oldest = Math.Min(oldest, reader.GetInt64(3));
                latest = Math.Max(latest, reader.GetInt64(4));
                return new ManifestStatistics(
                    reader.GetString(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2)
                );
            }
        );
        var (snapshots, snapshotBytes) = layout.HasSnapshots
            ? Read(
                SqliteStatements.CountSnapshots,
                reader => (reader.GetInt64(0), reader.GetInt64(1))
            )[0]
            : (0, 0);
        var (pageSize, pages, free) = Read(
            SqliteStatements.Pages,
            reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
        )[0];
        var log = new FileInfo(path + "-wal");
        return new JournalStatistics(
            Number(SqliteStatements.CountIds),
            snapshots,
            snapshotBytes,
            layout.HasTags ? Number(SqliteStatements.CountTags) : 0,
            pageSize * pages,
            log.Exists ? log.Length : 0,
            pageSize * free,
            manifests.Count == 0 ? null : oldest,
            manifests.Count == 0 ? null : latest,
            manifests
        );
    }

    private async Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(ask, cancellation);
        }
        catch (SqliteException error)
        {
            throw SqliteConnections.Problem(path, error);
        }
        finally
        {
            _turn.Release();
        }
    }

    private long Number(string sql, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return (long)command.ExecuteScalar()!;
    }

    private List<T> Read<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string, object?)> parameters
    )
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
