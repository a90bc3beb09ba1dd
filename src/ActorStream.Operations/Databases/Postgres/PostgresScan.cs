using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>
/// All rows by one statement, which sees one moment, on a connection of its own. The rows come as fast
/// as the consumer takes them.
/// </summary>
internal static class PostgresScan
{
    public static IAsyncEnumerable<IReadOnlyList<JournalRow>> RunAsync(
        NpgsqlDataSource source,
        string name,
        string sql,
        CancellationToken cancellation
    ) =>
        PagesAhead.RunAsync(
            (give, stopping) => ReadAsync(source, sql, give, stopping),
            error => PostgresProblems.Translate(name, error),
            cancellation
        );

    private static async Task ReadAsync(
        NpgsqlDataSource source,
        string sql,
        Func<IReadOnlyList<JournalRow>, ValueTask> give,
        CancellationToken cancellation
    )
    {
        await using var command = source.CreateCommand(sql);
        // Sorting a large journal takes as long as it takes; the operator's Ctrl-C ends it.
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var page = new List<JournalRow>(PagesAhead.PageLength);
        while (await rows.ReadAsync(cancellation))
        {
            page.Add(PostgresRows.Event(rows));
            if (page.Count < PagesAhead.PageLength)
                continue;
            await give(page);
            page = new List<JournalRow>(PagesAhead.PageLength);
        }

        if (page.Count > 0)
            await give(page);
    }
}
