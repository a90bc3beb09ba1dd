using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>
/// Changes one conversation of an SQLite journal on a second connection of the process that has the lock.
/// A transaction takes the write lock of the file from its beginning; it never moves the log.
/// </summary>
internal sealed class SqliteBesideWriter : IJournalChanges
{
    private readonly SqliteConnection _connection;
    private readonly SqliteLayout _layout;
    private readonly string _path;
    private readonly string _persistenceId;
    private readonly IServerHold _held;

    public SqliteBesideWriter(
        SqliteTarget target,
        IServerHold held,
        string persistenceId,
        IJournalDatabase database
    )
    {
        (_path, _held, _persistenceId, Database) = (target.Path, held, persistenceId, database);
        RequireHeld();
        _connection = SqliteConnections.OpenBesideWriter(_path);
        try
        {
            _layout = SqliteTables.Check(_connection, _path);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public IJournalDatabase Database { get; }

    public Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default) =>
        Task.Run(
            IJournalTransaction () =>
            {
                RequireHeld();
                try
                {
                    return new OneConversation(
                        new SqliteTransaction(_connection, _layout, _path),
                        _persistenceId
                    );
                }
                catch (SqliteException error)
                {
                    throw new JournalProblem(
                        $"{_path} was not changed: {error.Message}",
                        JournalProblemKind.Unusable,
                        error
                    );
                }
            },
            cancellation
        );

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Database.DisposeAsync();
    }

    private void RequireHeld()
    {
        if (_held is not JournalLock held || !held.Covers(_path))
        {
            throw new JournalProblem(
                $"This process does not hold the lock of {_path}.",
                JournalProblemKind.InUse
            );
        }
    }
}
