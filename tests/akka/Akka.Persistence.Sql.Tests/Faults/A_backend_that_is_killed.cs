using System.Diagnostics;
using Akka.Persistence.Sql.Tests.Fixtures;
using Npgsql;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: PostgreSQL ends connections of a journal under load, or their processes are
/// killed, or it restarts. Nothing that was acknowledged is lost, nothing is there twice (I6, I11).
/// </summary>
public sealed class A_backend_that_is_killed
{
    private const int Seed = 11;

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Under_load_loses_and_doubles_nothing()
    {
        using var cluster = new PostgresCluster();
        using var store = new PostgresStore(cluster);
        using var enough = new CancellationTokenSource();
        await using var running = RunningSystem.On(store, NeverMind.Failures);
        var testimony = new Testimony();
        var random = new Random(Seed);
        var writers = Enumerable
            .Range(0, 12)
            .Select(i =>
                new StubbornWriter(running.System, $"a{i}", testimony.Hear).WriteAsync(
                    long.MaxValue,
                    enough.Token
                )
            )
            .ToList();

        for (var kill = 1; kill <= LongRun.Or(200, 12); kill++)
        {
            var stored = testimony.Stored;
            await testimony.UntilAsync(heard => heard.Stored >= stored + 30);
            if (kill % 12 == 0)
            {
                cluster.Stop();
                cluster.Start();
            }
            else
            {
                await KillPatientlyAsync(store, random, terminate: kill % 3 != 0);
            }
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        testimony.Failed.ShouldBeGreaterThan(0);
        await testimony.ShouldAgreeWithAsync(store);
    }

    /// <summary>A killed process takes everybody's connections with it, for a moment.</summary>
    private static async Task KillPatientlyAsync(SqlStore store, Random random, bool terminate)
    {
        while (true)
        {
            try
            {
                if (await TryKillAsync(store, random, terminate))
                    return;
            }
            catch (NpgsqlException away) when (away.IsTransient)
            {
                // Asking again is the wait.
            }
        }
    }

    /// <returns>False if there is none, or it has ended by itself meanwhile.</returns>
    private static async Task<bool> TryKillAsync(SqlStore store, Random random, bool terminate)
    {
        var backends = new List<int>();
        await using var connection = new NpgsqlConnection(
            store.ConnectionString + ";Pooling=false"
        );
        await connection.OpenAsync();
        await using (
            var command = new NpgsqlCommand(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                ORDER BY query LIKE '%INSERT%' DESC, pid LIMIT 3
                """,
                connection
            )
        )
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                backends.Add(rows.GetInt32(0));
        }

        if (backends.Count == 0)
            return false;
        var victim = backends[random.Next(backends.Count)];
        if (terminate)
        {
            await using var end = new NpgsqlCommand(
                $"SELECT pg_terminate_backend({victim})",
                connection
            );
            return await end.ExecuteScalarAsync() is true;
        }

        try
        {
            using var process = Process.GetProcessById(victim);
            process.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
