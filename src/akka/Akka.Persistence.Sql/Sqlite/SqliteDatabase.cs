using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// A database file as this process uses it: one writer, some readers, and the signals between them,
/// shared by every journal, snapshot store and query of every actor system.
/// </summary>
internal sealed class SqliteDatabase
{
    private static readonly Dictionary<string, SqliteDatabase> Open = new(StringComparer.Ordinal);

    private readonly string _key;
    private int _users;

    private SqliteDatabase(SqliteTarget target, StoreSettings settings)
    {
        _key = target.FileName;
        Signals = new JournalSignals();
        Writer = new SqliteWriter(target, settings, Signals);
        Readers = new SqliteReaders(target);
    }

    public JournalSignals Signals { get; }
    public SqliteWriter Writer { get; }
    public SqliteReaders Readers { get; }

    /// <summary>
    /// The database of this connection string. The first user's settings hold for the writer.
    /// </summary>
    public static SqliteDatabase Acquire(StoreSettings settings)
    {
        var target = new SqliteTarget(settings.ConnectionString);
        lock (Open)
        {
            if (!Open.TryGetValue(target.FileName, out var database))
                Open[target.FileName] = database = new SqliteDatabase(target, settings);
            database._users++;
            return database;
        }
    }

    /// <summary>The last user's release writes what waits and closes the file.</summary>
    public void Release()
    {
        // Under the lock: whoever opens the file again must find the old writer gone.
        lock (Open)
        {
            if (--_users > 0)
                return;
            Open.Remove(_key);
            Readers.Dispose();
            Writer.Close();
        }
    }
}
