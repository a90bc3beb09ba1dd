using System.Net.Sockets;
using ActorStream.Operations.Rewriting;
using Npgsql;

namespace ActorStream.Operations.Databases.Postgres;

/// <summary>A journal in a PostgreSQL database.</summary>
internal sealed record PostgresTarget : JournalTarget
{
    private readonly NpgsqlConnectionStringBuilder _connection;

    private PostgresTarget(NpgsqlConnectionStringBuilder connection, string schema)
    {
        _connection = connection;
        Names = new PostgresNames(schema);
        Name = $"{connection.Host}/{connection.Database}";
    }

    public override string Name { get; }

    public PostgresNames Names { get; }

    public static PostgresTarget Parse(string connectionString, string schema)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(connection.Host))
            {
                throw new JournalProblem("The connection string names no host.");
            }

            // What pg_stat_activity shows to whoever wonders who holds the lock.
            connection.ApplicationName ??= "actorstream";
            return new PostgresTarget(connection, schema);
        }
        catch (Exception error)
            when (error is ArgumentException or FormatException or OverflowException)
        {
            // The library's message repeats the text, and with it the password.
            throw new JournalProblem(
                "That is no connection string of PostgreSQL. "
                    + "One looks like: Host=db;Username=actorstream;Database=actorstream"
            );
        }
    }

    public override async Task<IJournalDatabase> OpenAsync(CancellationToken cancellation = default)
    {
        var source = CreateSource();
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var layout = await PostgresTables.CheckAsync(connection, Names, Name, cancellation);
            return new PostgresJournal(source, Names, layout, Name);
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            throw Translate(error);
        }
    }

    public override async Task<IJournalMaintenance> OpenForMaintenanceAsync(
        bool create = false,
        CancellationToken cancellation = default
    )
    {
        var source = CreateSource();
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellation);
            await PostgresLocks.TakeAsync(connection, Name, cancellation);
            if (create)
            {
                await PostgresTables.CreateAsync(connection, Names, Name, cancellation);
            }

            var layout = await PostgresTables.CheckAsync(connection, Names, Name, cancellation);
            return new PostgresMaintenance(
                connection,
                new PostgresJournal(source, Names, layout, Name),
                Names,
                layout,
                Name
            );
        }
        catch (Exception error)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            await source.DisposeAsync();
            throw Translate(error);
        }
    }

    public override async Task<IJournalChanges> OpenBesideWriterAsync(
        IServerHold held,
        string persistenceId,
        CancellationToken cancellation = default
    )
    {
        if (held is not PostgresPresence presence)
        {
            throw new JournalProblem(
                $"This process has not announced itself at {Name}.",
                JournalProblemKind.InUse
            );
        }

        var source = CreateSource();
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var layout = await PostgresTables.CheckAsync(connection, Names, Name, cancellation);
            return new PostgresBesideWriter(
                this,
                presence,
                persistenceId,
                new PostgresJournal(source, Names, layout, Name),
                layout
            );
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            throw Translate(error);
        }
    }

    public override async Task<int> CountUsersAsync(CancellationToken cancellation = default)
    {
        try
        {
            await using var source = CreateSource();
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return (await PostgresLocks.HoldersAsync(connection, cancellation)).Count;
        }
        catch (Exception error)
        {
            throw Translate(error);
        }
    }

    /// <summary>What an operator is told about the library's error.</summary>
    public Exception Translate(Exception error) => PostgresProblems.Translate(Name, error);

    public override IJournalRewrite OpenRewrite(TimeProvider time) =>
        new PostgresLiveRewrite(this, time);

    /// <summary>One connection whose process serves nobody else before or after.</summary>
    /// <param name="application">What it is called in <c>pg_stat_activity</c>; null for the usual name.</param>
    public NpgsqlConnection CreateOwnConnection(string? application = null) =>
        new(
            new NpgsqlConnectionStringBuilder(_connection.ConnectionString)
            {
                ApplicationName = application ?? _connection.ApplicationName,
                Pooling = false,
            }.ConnectionString
        );

    /// <summary>Connections to it.</summary>
    public NpgsqlDataSource CreateSource() => NpgsqlDataSource.Create(_connection);
}
