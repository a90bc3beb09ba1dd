using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Databases.Sqlite;
using ActorStream.Operations.Rewriting;

namespace ActorStream.Operations.Databases;

/// <summary>Where a journal is.</summary>
public abstract record JournalTarget
{
    /// <summary>The SQLite file at this path.</summary>
    public static JournalTarget Sqlite(string path) => new SqliteTarget(Path.GetFullPath(path));

    /// <summary>The PostgreSQL database that a connection string names.</summary>
    /// <exception cref="JournalProblem">It is no connection string.</exception>
    public static JournalTarget Postgres(string connectionString, string schema = "public") =>
        PostgresTarget.Parse(connectionString, schema);

    /// <summary>What to call it before an operator. No secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Opens it for reading and checks that it holds a journal.</summary>
    /// <exception cref="JournalProblem">It is missing, or holds no journal.</exception>
    public abstract Task<IJournalDatabase> OpenAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Takes the lock that servers need, and opens it for changes.
    /// </summary>
    /// <param name="create">
    /// Whether a file or tables that are missing are made. An unknown layout is refused all the same.
    /// </param>
    /// <exception cref="JournalProblem">A server holds it, it is missing, or holds no journal.</exception>
    public abstract Task<IJournalMaintenance> OpenForMaintenanceAsync(
        bool create = false,
        CancellationToken cancellation = default
    );

    /// <summary>
    /// Opens it for changes of one conversation, for the server that holds the journal, while that goes on
    /// writing all others. Its transactions must be short: appends wait for them.
    /// </summary>
    /// <param name="held">What the server holds as long as it runs.</param>
    /// <param name="persistenceId">
    /// The one that may be changed. Nobody else may write it until the disposal: that is the caller's to see to.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalProblem">It is not held, or cannot be opened.</exception>
    public abstract Task<IJournalChanges> OpenBesideWriterAsync(
        IServerHold held,
        string persistenceId,
        CancellationToken cancellation = default
    );

    /// <summary>How many servers, and other maintenances, have it at this moment. Changes nothing.</summary>
    /// <exception cref="JournalProblem">That cannot be told.</exception>
    public abstract Task<int> CountUsersAsync(CancellationToken cancellation = default);

    /// <summary>
    /// What rewrites its tables beside a running server; null where deleted rows are overwritten at once, so
    /// that there is nothing to rewrite.
    /// </summary>
    public virtual IJournalRewrite? OpenRewrite(TimeProvider time) => null;

    /// <summary>Not even a connection string's password gets into a log by accident.</summary>
    public sealed override string ToString() => Name;
}
