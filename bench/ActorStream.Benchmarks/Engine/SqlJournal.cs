using System.Globalization;
using Npgsql;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// An empty journal, as the bare table that it is compared with is empty. PostgreSQL's is in a schema of
/// its own, which goes with it.
/// </summary>
/// <param name="settings">The plug-ins' way to it, as HOCON.</param>
/// <param name="remove">Removes it.</param>
internal sealed class SqlJournal(string settings, Func<Task>? remove = null) : IAsyncDisposable
{
    private static int schemas;

    public string Settings => settings;

    public static SqlJournal Sqlite(string path) => new(Access("SQLite.MS", $"Data Source={path}"));

    public static async Task<SqlJournal> PostgresAsync(string connectionString)
    {
        var schema = string.Create(
            CultureInfo.InvariantCulture,
            $"bench_{Environment.ProcessId}_{++schemas}"
        );
        await ExecuteAsync(connectionString, $"CREATE SCHEMA {schema}");
        return new(
            Access("PostgreSQL.15", connectionString) + $", default.schema-name = {schema}",
            () => ExecuteAsync(connectionString, $"DROP SCHEMA {schema} CASCADE")
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (remove is not null)
            await remove();
    }

    private static string Access(string provider, string connectionString) =>
        $"connection-string = \"{connectionString}\", provider-name = \"{provider}\"";

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
