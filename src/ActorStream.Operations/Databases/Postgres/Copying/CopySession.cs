using Npgsql;

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>The rewrite's connection, and how patiently it is used.</summary>
/// <param name="connection">The rewrite's own.</param>
/// <param name="time">Paces it.</param>
/// <param name="before">Is told each statement before it is sent; for tests.</param>
internal sealed class CopySession(
    NpgsqlConnection connection,
    TimeProvider time,
    Func<string, Task>? before
)
{
    /// <summary>A copy that is ready waits at least so long for its place.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly long _since = time.GetTimestamp();

    public TimeProvider Time => time;

    public bool IsOpen => connection.State == System.Data.ConnectionState.Open;

    /// <summary>What took long to make is not thrown away before as much time again is over.</summary>
    private TimeSpan Patience =>
        time.GetElapsedTime(_since) is var spent && spent > LeastPatience ? spent : LeastPatience;

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(sql, []);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public Task<NpgsqlTransaction> BeginAsync(
        System.Data.IsolationLevel isolation,
        CancellationToken cancellation
    ) => connection.BeginTransactionAsync(isolation, cancellation).AsTask();

    /// <summary>All rows, as texts; null is null.</summary>
    public async Task<List<string?[]>> RowsAsync(
        string sql,
        CancellationToken cancellation,
        params string[] parameters
    )
    {
        await using var command = await CommandAsync(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var all = new List<string?[]>();
        while (await rows.ReadAsync(cancellation))
        {
            var row = new string?[rows.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = rows.IsDBNull(i) ? null : rows.GetString(i);
            all.Add(row);
        }

        return all;
    }

    /// <summary>The first column of all rows.</summary>
    public async Task<List<string>> TextsAsync(
        string sql,
        CancellationToken cancellation,
        params string[] parameters
    ) => [.. (await RowsAsync(sql, cancellation, parameters)).Select(row => row[0]!)];

    public Task<bool> IsAsync(string condition, CancellationToken cancellation) =>
        ScalarAsync($"SELECT {condition}", cancellation);

    private async Task<bool> ScalarAsync(string sql, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(sql, []);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>
    /// Does something that needs a table for a moment, when nobody is in it for long: whoever waits for the
    /// table has all others waiting behind him. PostgreSQL ends its own vacuum for who waits a second for it, so
    /// it is waited for with a lock for which nobody has to wait who reads or writes; and for transactions
    /// without any.
    /// </summary>
    /// <exception cref="JournalProblem">Somebody keeps it for too long.</exception>
    public Task TakingAsync(
        string table,
        Func<Task> run,
        CancellationToken cancellation,
        string? andCopy = null
    ) =>
        PatientlyAsync(
            async () =>
            {
                await ExecuteAsync(
                    $"""
                    DO $quiet$ BEGIN
                      PERFORM set_config('lock_timeout', '5s', true);
                      LOCK TABLE {(andCopy is null ? table : $"{table}, {andCopy}")}
                        IN SHARE UPDATE EXCLUSIVE MODE;
                    END $quiet$
                    """,
                    cancellation
                );
                var users = await UsersAsync(table, cancellation);
                var areGone = await UntilAsync(
                    async () =>
                    {
                        if (users.Count > 0)
                            users.IntersectWith(await UsersAsync(table, cancellation));
                        return users.Count == 0;
                    },
                    cancellation
                );
                if (!areGone)
                {
                    throw new JournalProblem(
                        $"A transaction keeps the table {table} for long ({users.First()}).",
                        JournalProblemKind.InUse
                    );
                }

                await run();
            },
            cancellation
        );

    /// <summary>The transactions that are in a table.</summary>
    private async Task<HashSet<string>> UsersAsync(string table, CancellationToken cancellation) =>
        [
            .. await TextsAsync(
                """
                SELECT format('%s of process %s', virtualtransaction, pid) FROM pg_locks
                WHERE locktype = 'relation' AND relation = $1::regclass AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND pid IS DISTINCT FROM pg_backend_pid()
                """,
                cancellation,
                table
            ),
        ];

    /// <summary>Repeats what others were in the way of, later and later.</summary>
    public async Task PatientlyAsync(Func<Task> run, CancellationToken cancellation)
    {
        var (since, patience) = (time.GetTimestamp(), Patience);
        for (var failures = 0; ; failures++)
        {
            try
            {
                await run();
                return;
            }
            catch (PostgresException error)
                when (IsInTheWay(error) && time.GetElapsedTime(since) < patience)
            {
                await PauseAsync(failures, cancellation);
            }
        }
    }

    /// <summary>Asks until the answer is yes, later and later; false when patience is over.</summary>
    public async Task<bool> UntilAsync(Func<Task<bool>> ask, CancellationToken cancellation)
    {
        var (since, patience) = (time.GetTimestamp(), Patience);
        for (var failures = 0; ; failures++)
        {
            if (await ask())
                return true;
            if (time.GetElapsedTime(since) >= patience)
                return false;
            await PauseAsync(failures, cancellation);
        }
    }

    private static bool IsInTheWay(PostgresException error) =>
        error.SqlState
            is PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.UniqueViolation;

    private Task PauseAsync(int failures, CancellationToken cancellation) =>
        Task.Delay(
            TimeSpan.FromTicks(
                Math.Min(FirstPause.Ticks << Math.Min(failures, 10), LongestPause.Ticks)
            ),
            time,
            cancellation
        );

    private async Task<NpgsqlCommand> CommandAsync(string sql, string[] parameters)
    {
        if (before is not null)
            await before(sql);
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        return command;
    }
}
