using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>An SQLite journal under the lock that its server would hold.</summary>
internal sealed class SqliteMaintenance : IJournalMaintenance
{
    private readonly SqliteConnection _connection;
    private readonly JournalLock _lock;
    private readonly SqliteLayout _layout;
    private readonly string _path;

    private SqliteMaintenance(
        SqliteConnection connection,
        JournalLock held,
        SqliteLayout layout,
        IJournalDatabase database,
        string path
    )
    {
        _connection = connection;
        _lock = held;
        _layout = layout;
        _path = path;
        Database = database;
    }

    public IJournalDatabase Database { get; }

    public static async Task<SqliteMaintenance> OpenAsync(
        SqliteTarget target,
        JournalLock held,
        bool create,
        CancellationToken cancellation
    )
    {
        if (!create)
        {
            // Looked at before it is opened for writing, which turns the log on: that is a change.
            await (await target.OpenAsync(cancellation)).DisposeAsync();
        }

        var connection = await Task.Run(
            () => SqliteConnections.OpenForWriting(target.Path, create),
            cancellation
        );
        try
        {
            if (create)
            {
                SqliteTables.RequireRoom(connection, target.Path);
                connection.Execute($"BEGIN IMMEDIATE; {SqliteTables.Create} COMMIT;");
            }

            return new SqliteMaintenance(
                connection,
                held,
                SqliteTables.Check(connection, target.Path),
                await target.OpenAsync(cancellation),
                target.Path
            );
        }
        catch (SqliteException error)
        {
            await connection.DisposeAsync();
            throw SqliteConnections.Problem(target.Path, error);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default) =>
        Task.Run(
            IJournalTransaction () => new SqliteTransaction(_connection, _layout, _path),
            cancellation
        );

    public Task<string?> CompactAsync(CancellationToken cancellation = default) =>
        Task.Run(
            string? () =>
            {
                try
                {
                    _connection.Execute("VACUUM");
                    EmptyLog();
                    return null;
                }
                catch (SqliteException error)
                {
                    throw new JournalProblem(
                        $"{_path} was not compacted: {error.Message}",
                        JournalProblemKind.Unusable,
                        error
                    );
                }
            },
            cancellation
        );

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        try
        {
            // What was erased must not live on in the log.
            EmptyLog();
        }
        catch (SqliteException)
        {
            // A reader is in the way, or the disk is full: the next writer does it.
        }

        await _connection.DisposeAsync();
        _lock.Dispose();
    }

    private void EmptyLog() => _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
}
