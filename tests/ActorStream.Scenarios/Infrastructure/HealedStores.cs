using System.Data.Common;
using ActorStream.Operations.Databases;
using ActorStream.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>A journal whose rows are harmed, and whose writers are kept waiting, behind a server's back.</summary>
public interface IHealedStore
{
    /// <summary>What a server needs to know of it.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Half of the payload, in the store's words.</summary>
    string Half { get; }

    /// <summary>What makes the change of rows wait, as another writer would.</summary>
    string Hinder { get; }

    /// <summary>The journal of a server with this data folder.</summary>
    JournalTarget JournalIn(string folder);

    /// <summary>A connection behind the server's back.</summary>
    DbConnection Connect(string folder);
}

/// <summary>The embedded journal.</summary>
public sealed class HealedSqlite : IHealedStore
{
    public IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();

    public string Half => "substr(message, 1, length(message) / 2)";

    public string Hinder => "BEGIN IMMEDIATE";

    public JournalTarget JournalIn(string folder) => JournalTarget.Sqlite(FileIn(folder));

    public DbConnection Connect(string folder) =>
        new SqliteConnection($"Data Source={FileIn(folder)};Pooling=False");

    private static string FileIn(string folder) => Path.Combine(folder, "journal.db");
}

/// <summary>A shared database.</summary>
public sealed class HealedPostgres : IHealedStore
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = _database,
        };

    public string Half => "substring(message from 1 for length(message) / 2)";

    /// <summary>"AKKA", and the lock that every append shares.</summary>
    public string Hinder => "SELECT pg_advisory_lock(1095453505, 3)";

    public JournalTarget JournalIn(string folder) => JournalTarget.Postgres(_database);

    public DbConnection Connect(string folder) =>
        new NpgsqlConnection(_database + ";Pooling=false");
}
