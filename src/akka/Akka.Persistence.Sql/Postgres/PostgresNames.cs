namespace Akka.Persistence.Sql.Postgres;

/// <summary>The tables of one schema, quoted as SQL wants them.</summary>
internal sealed class PostgresNames(string? schemaName)
{
    public string Schema { get; } = schemaName ?? "public";
    public string Journal => In("journal");
    public string Tags => In("tags");
    public string Snapshot => In("snapshot");

    /// <summary>The first half of every advisory lock's key ("AKKA").</summary>
    public const int LockClass = 0x414b4b41;

    /// <summary>Held while tables are created.</summary>
    public const int SetUpLock = 1;

    /// <summary>Held by each process that listens for notifications.</summary>
    public const int ListenLock = 2;

    /// <summary>
    /// Shared by every append until it is committed, taken before it gets its orderings: a reader
    /// sees in pg_locks who may still bring lower ones.
    /// </summary>
    public const int AppendLock = 3;

    public const string Channel = "akka_persistence_sql";

    private string In(string table) =>
        $"\"{Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".{table}";
}
