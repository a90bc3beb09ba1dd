using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// All rows by one statement, which sees one moment, on a connection of its own. The rows come as fast
/// as the consumer takes them: nothing is held but the pages ahead.
/// </summary>
internal static class PostgresScan
{
    private const int PageLength = 2000;

    /// <summary>Pages that wait for the consumer; enough to keep both sides busy.</summary>
    private const int MaxPagesAhead = 4;

    public static async IAsyncEnumerable<IReadOnlyList<JournalRow>> RunAsync(
        NpgsqlDataSource source,
        string name,
        string sql,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var pages = Channel.CreateBounded<IReadOnlyList<JournalRow>>(
            new BoundedChannelOptions(MaxPagesAhead) { SingleReader = true, SingleWriter = true }
        );
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(
            () => ReadAsync(source, name, sql, pages.Writer, stopping.Token),
            CancellationToken.None
        );
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(cancellation))
            {
                yield return page;
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(
        NpgsqlDataSource source,
        string name,
        string sql,
        ChannelWriter<IReadOnlyList<JournalRow>> pages,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var command = source.CreateCommand(sql);
            // Sorting a large journal takes as long as it takes; the operator's Ctrl-C ends it.
            command.CommandTimeout = 0;
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            var page = new List<JournalRow>(PageLength);
            while (await rows.ReadAsync(cancellation))
            {
                page.Add(PostgresRows.Event(rows));
                if (page.Count == PageLength)
                {
                    await pages.WriteAsync(page, cancellation);
                    page = new List<JournalRow>(PageLength);
                }
            }

            if (page.Count > 0)
            {
                await pages.WriteAsync(page, cancellation);
            }

            pages.Complete();
        }
        catch (Exception error)
        {
            // The consumer hears of it; when it has gone away itself, nobody does.
            pages.Complete(PostgresProblems.Translate(name, error));
        }
    }
}
