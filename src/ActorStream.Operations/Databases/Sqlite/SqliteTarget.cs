namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>A journal in an SQLite file.</summary>
internal sealed record SqliteTarget(string Path) : JournalTarget
{
    public override string Name => Path;

    public override Task<IJournalDatabase> OpenAsync(CancellationToken cancellation = default) =>
        Task.Run(
            IJournalDatabase () =>
            {
                var connection = SqliteConnections.OpenForReading(Path);
                try
                {
                    var layout = SqliteTables.Check(connection, Path);
                    return new SqliteJournal(connection, Path, layout);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            cancellation
        );

    public override async Task<IJournalMaintenance> OpenForMaintenanceAsync(
        bool create = false,
        CancellationToken cancellation = default
    )
    {
        if (!create && !File.Exists(Path))
        {
            throw SqliteConnections.Missing(Path);
        }

        var held = JournalLock.Take(Path);
        try
        {
            return await SqliteMaintenance.OpenAsync(this, held, create, cancellation);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public override async Task<IJournalChanges> OpenBesideWriterAsync(
        IServerHold held,
        string persistenceId,
        CancellationToken cancellation = default
    )
    {
        var database = await OpenAsync(cancellation);
        try
        {
            return await Task.Run(
                () => new SqliteBesideWriter(this, held, persistenceId, database),
                cancellation
            );
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public override Task<int> CountUsersAsync(CancellationToken cancellation = default) =>
        Task.Run(() => JournalLock.IsHeld(Path) ? 1 : 0, cancellation);
}
