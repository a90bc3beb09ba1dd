using Akka.Persistence.Sql.Postgres;
using Akka.Persistence.Sql.Sqlite;

namespace Akka.Persistence.Sql.Storage;

/// <summary>The databases that one actor system uses, each opened once.</summary>
internal sealed class OpenStores
{
    private readonly Dictionary<string, SqliteDatabase> _sqlite = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PostgresDatabase> _postgres = new(StringComparer.Ordinal);
    private bool _closed;

    public IEventStore Events(string providerName, StoreSettings settings) =>
        IsSqlite(providerName, settings)
            ? new SqliteEvents(Sqlite(settings), settings)
            : new PostgresEvents(Postgres(settings), settings);

    public ISnapshotRows Snapshots(string providerName, StoreSettings settings) =>
        IsSqlite(providerName, settings)
            ? new SqliteSnapshots(Sqlite(settings))
            : new PostgresSnapshots(Postgres(settings));

    /// <summary>Writes what waits, and closes all.</summary>
    public void Close()
    {
        lock (_sqlite)
        {
            _closed = true;
            foreach (var database in _sqlite.Values)
                database.Release();
            foreach (var database in _postgres.Values)
                database.Release();
            _sqlite.Clear();
            _postgres.Clear();
        }
    }

    private static bool IsSqlite(string providerName, StoreSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            throw new ArgumentException("A SQL plug-in needs a connection-string.");
        if (providerName.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase))
            return true;
        if (providerName.StartsWith("PostgreSQL", StringComparison.OrdinalIgnoreCase))
            return false;
        throw new ArgumentException(
            $"The provider-name '{providerName}' is not known: SQLite.MS or PostgreSQL.15 are."
        );
    }

    private SqliteDatabase Sqlite(StoreSettings settings)
    {
        lock (_sqlite)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_sqlite.TryGetValue(settings.ConnectionString, out var database))
            {
                database = SqliteDatabase.Acquire(settings);
                _sqlite[settings.ConnectionString] = database;
            }
            return database;
        }
    }

    private PostgresDatabase Postgres(StoreSettings settings)
    {
        lock (_sqlite)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_postgres.TryGetValue(settings.ConnectionString, out var database))
            {
                database = PostgresDatabase.Acquire(settings);
                _postgres[settings.ConnectionString] = database;
            }
            return database;
        }
    }
}
