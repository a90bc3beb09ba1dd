namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// Connections for reading, each used by one reader at a time and kept for the next. A read runs on
/// the thread pool: SQLite has no other way than to block.
/// </summary>
internal sealed class SqliteReaders(SqliteTarget target) : IDisposable
{
    // More readers than this would only take turns on the processors.
    private static readonly int MaxReaders = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly SemaphoreSlim _free = new(MaxReaders);
    private readonly Stack<SqliteHandle> _idle = new();
    private bool _closed;

    public async Task<T> ReadAsync<TArgument, T>(
        TArgument argument,
        Func<SqliteHandle, TArgument, T> read
    )
    {
        await _free.WaitAsync();
        try
        {
            return await Task.Run(() => Read(argument, read));
        }
        finally
        {
            _free.Release();
        }
    }

    private T Read<TArgument, T>(TArgument argument, Func<SqliteHandle, TArgument, T> read)
    {
        var db = Rent();
        var intact = false;
        try
        {
            var result = read(db, argument);
            intact = true;
            return result;
        }
        finally
        {
            // A connection that failed may be in any state: the next reader opens a new one.
            if (intact)
                Return(db);
            else
                db.Dispose();
        }
    }

    private SqliteHandle Rent()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_idle.TryPop(out var db))
                return db;
        }
        var opened = new SqliteHandle(target, readOnly: true);
        if (target.InMemory)
            opened.Execute("PRAGMA read_uncommitted = ON");
        return opened;
    }

    private void Return(SqliteHandle db)
    {
        lock (_idle)
        {
            if (!_closed)
            {
                _idle.Push(db);
                return;
            }
        }
        db.Dispose();
    }

    public void Dispose()
    {
        SqliteHandle[] idle;
        lock (_idle)
        {
            _closed = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        foreach (var db in idle)
            db.Dispose();
    }
}
