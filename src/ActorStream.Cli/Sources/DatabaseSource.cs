using System.Runtime.CompilerServices;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Overviews;

namespace ActorStream.Cli.Sources;

/// <summary>Reads a database, with or without a running server.</summary>
internal sealed class DatabaseSource(IJournalDatabase database, TimeProvider time) : IJournalSource
{
    /// <summary>Rows in one question, so that a long backlog does not sit in memory.</summary>
    private const int PageLength = 1000;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public string Name => database.Name;

    public IAsyncEnumerable<ConversationSummary> ListAsync(
        ConversationFilter filter,
        CancellationToken cancellation
    ) => database.ListAsync(filter, cancellation);

    public async Task<IReadOnlyList<string>> FindAsync(
        string beginning,
        int limit,
        CancellationToken cancellation
    ) =>
        [
            .. (await database.FindAsync(PersistenceIds.Of(beginning), limit, cancellation)).Select(
                PersistenceIds.ToId
            ),
        ];

    public IAsyncEnumerable<StoredEvent> EventsAsync(
        string id,
        long from,
        long to,
        CancellationToken cancellation
    ) =>
        database
            .RowsAsync(PersistenceIds.Of(id), from, to, cancellation: cancellation)
            .Select(StoredEvent.Of);

    public async IAsyncEnumerable<StoredEvent> TailAsync(
        string? id,
        int count,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var persistenceId = id is null ? null : PersistenceIds.Of(id);
        var last =
            count > 0
                ? await database.OrderingBeforeLastAsync(count, persistenceId, cancellation)
                : await database.SettledOrderingAsync(cancellation);
        using var timer = new PeriodicTimer(PollInterval, time);
        do
        {
            // Asked before the rows, so that nothing up to it is skipped by going on from it.
            var end = await database.SettledOrderingAsync(cancellation);
            var read = PageLength;
            while (read == PageLength)
            {
                var rows = await database.RowsAfterAsync(
                    last,
                    persistenceId,
                    PageLength,
                    cancellation
                );
                foreach (var row in rows)
                {
                    yield return StoredEvent.Of(row);
                    last = row.Ordering;
                }

                read = rows.Count;
            }

            last = Math.Max(last, end);
        } while (follow && await timer.WaitForNextTickAsync(cancellation));
    }

    public Task<JournalOverview> OverviewAsync(CancellationToken cancellation) =>
        database.OverviewAsync(cancellation);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
