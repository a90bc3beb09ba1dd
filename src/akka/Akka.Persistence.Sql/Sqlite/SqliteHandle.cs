using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// One connection, used by one thread at a time. It speaks to the library itself: the journal's
/// statements are few and prepared once, and a command object for each costs more than the work.
/// </summary>
internal sealed class SqliteHandle : IDisposable
{
    private const int NoCheckpointOnClose = 1006;
    private const int CacheWrites = 9;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _db;

    static SqliteHandle() => Batteries_V2.Init();

    public SqliteHandle(SqliteTarget target, bool readOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI;
        flags |=
            readOnly && !target.InMemory
                ? raw.SQLITE_OPEN_READONLY
                : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        if (!readOnly)
            target.CreateFile();
        var rc = raw.sqlite3_open_v2(target.FileName, out _db, flags, vfs: null);
        try
        {
            Check(rc);
            Check(raw.sqlite3_extended_result_codes(_db, 1));
            Check(raw.sqlite3_busy_timeout(_db, target.BusyTimeoutMilliseconds));
            if (readOnly)
            {
                // Two connections that checkpoint can lose rows (fixed in SQLite 3.51.3).
                raw.sqlite3_db_config(_db, NoCheckpointOnClose, 1, out _);
                Check(raw.sqlite3_wal_autocheckpoint(_db, 0));
            }
        }
        catch
        {
            _db.Dispose();
            throw;
        }
    }

    /// <summary>What <see cref="SqliteQueries"/> found out about the journal table.</summary>
    public bool? HasWriterUuid { get; set; }

    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_db);

    public int Changes => raw.sqlite3_changes(_db);

    /// <summary>The pages that it wrote since the last call; in WAL mode, frames of the log.</summary>
    public int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(_db, CacheWrites, out var count, out _, 1);
        return count;
    }

    /// <summary>The statement for this text: prepared once, kept until the connection closes.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_db, sql, out var prepared));
            _statements[sql] = statement = new SqliteStatement(this, prepared);
        }
        return statement;
    }

    /// <summary>Runs text of any number of statements and drops their rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    /// <summary>The first column of the first row.</summary>
    public string? QueryText(string sql)
    {
        using var rows = Prepare(sql).Start();
        return rows.Step() ? rows.Text(0) : null;
    }

    /// <summary>Moves the log into the database; with truncate, leaves the log empty.</summary>
    /// <returns>False when a reader was in the way.</returns>
    public bool Checkpoint(bool truncate)
    {
        var mode = truncate ? raw.SQLITE_CHECKPOINT_TRUNCATE : raw.SQLITE_CHECKPOINT_PASSIVE;
        var rc = raw.sqlite3_wal_checkpoint_v2(_db, "main", mode, out _, out _);
        if ((rc & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            return false;
        Check(rc);
        return true;
    }

    public void SetBusyTimeout(int milliseconds) =>
        Check(raw.sqlite3_busy_timeout(_db, milliseconds));

    public void DisableAutoCheckpoint() => Check(raw.sqlite3_wal_autocheckpoint(_db, 0));

    public void Check(int rc)
    {
        if (rc is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        var extended = raw.sqlite3_extended_errcode(_db);
        var text = raw.sqlite3_errmsg(_db).utf8_to_string();
        throw new SqliteException($"SQLite error {extended}: {text}", rc & 0xff, extended);
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Finish();
        _statements.Clear();
        _db.Dispose();
    }
}
