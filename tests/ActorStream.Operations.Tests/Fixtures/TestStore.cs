using System.Data.Common;
using ActorStream.Operations.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorStream.Operations.Tests.Fixtures;

/// <summary>A database for one test; the same tests run on each kind.</summary>
public abstract class TestStore : IDisposable
{
    public abstract JournalTarget Target { get; }

    /// <summary>A connection behind the library's back.</summary>
    public abstract DbConnection Connect();

    /// <summary>What the engine's plug-in calls this store.</summary>
    public abstract string ProviderName { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Makes the tables and writes these rows.</summary>
    public async Task WriteAsync(params JournalRow[] rows)
    {
        await using var maintenance = await Target.OpenForMaintenanceAsync(create: true);
        await using var transaction = await maintenance.BeginAsync();
        await transaction.AppendAsync(rows);
        await transaction.CommitAsync();
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row.</summary>
    public object? Query(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public abstract void Dispose();
}

public sealed class SqliteTestStore : TestStore
{
    private readonly string _folder = Directory
        .CreateTempSubdirectory("actorstream-operations-")
        .FullName;

    public string Folder => _folder;

    public string FilePath => Path.Combine(_folder, "journal.db");

    public override JournalTarget Target => JournalTarget.Sqlite(FilePath);

    public override string ProviderName => "SQLite.MS";

    public override string ConnectionString => $"Data Source={FilePath}";

    public override DbConnection Connect() =>
        new SqliteConnection($"Data Source={FilePath};Pooling=False");

    public override void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <param name="cluster">Whose database it is; that of all tests if none is given.</param>
public sealed class PostgresTestStore(PostgresCluster? cluster = null) : TestStore
{
    public override string ConnectionString { get; } =
        (cluster ?? PostgresCluster.Instance).CreateDatabase();

    public override JournalTarget Target => JournalTarget.Postgres(ConnectionString);

    public override string ProviderName => "PostgreSQL.15";

    public override DbConnection Connect() =>
        new NpgsqlConnection(ConnectionString + ";Pooling=false");

    public override void Dispose() { }
}
