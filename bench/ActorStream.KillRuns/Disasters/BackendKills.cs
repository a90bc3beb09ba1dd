using System.Diagnostics;
using System.Globalization;
using ActorStream.KillRuns.Servers;
using ActorStream.Tests.Shared;
using Npgsql;

namespace ActorStream.KillRuns.Disasters;

/// <summary>
/// The database suffers, the server lives: one of its connections is terminated, or the process behind
/// one gets SIGKILL (then PostgreSQL restarts all of them and replays its log), or the whole database
/// stops as in a power cut and starts again.
/// </summary>
internal sealed class BackendKills : IDisaster
{
    private const double Terminations = 0.6;
    private const double ProcessKills = 0.35;

    private readonly PostgresCluster _cluster = new();
    private readonly Random _random;
    private readonly KillRunOptions _options;
    private readonly ServerLaunch _launch;
    private readonly string _database;
    private int _terminated;
    private int _killed;
    private int _restarted;

    public BackendKills(ServerLaunch launch, KillRunOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _database = _cluster.CreateDatabase();
        _launch = launch
            .With("ACTORSTREAM_JOURNAL", "postgres")
            .With("ACTORSTREAM_POSTGRES", _database);
    }

    public string Name => "kills of PostgreSQL's backend";

    public bool ServerSurvives => true;

    public IEnumerable<(string Kind, int Count)> Counts =>
        [("terminated", _terminated), ("killed", _killed), ("restarted", _restarted)];

    public ServerLaunch NextLaunch() => _launch;

    public ServerLaunch CalmLaunch() => _launch;

    public async Task StrikeAsync(ServerUnderTest server, CancellationToken cancellation)
    {
        await Task.Delay(_options.MaxLoad * _random.NextDouble(), cancellation);
        var kind = _random.NextDouble();
        if (kind < Terminations + ProcessKills)
        {
            while (!await TryStrikeBackendAsync(kind < Terminations, cancellation))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }
        else
        {
            _restarted++;
            _cluster.Stop();
            _cluster.Start();
        }

        // The load goes on: what comes after it is held to the same promises.
        await Task.Delay(_options.MaxLoad * _random.NextDouble(), cancellation);
    }

    public IEnumerable<TimeSpan> KillsDuringStart() => [];

    public ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>False while the database is away itself, after an earlier strike.</summary>
    private async Task<bool> TryStrikeBackendAsync(bool terminate, CancellationToken cancellation)
    {
        try
        {
            await StrikeBackendAsync(terminate, cancellation);
            return true;
        }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            return false;
        }
    }

    private async Task StrikeBackendAsync(bool terminate, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        // Those that write, or read, at this moment first: an idle connection is the dull case.
        await using var busy = new NpgsqlCommand(
            """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
              AND backend_type = 'client backend'
            ORDER BY state = 'active' DESC, query LIKE '%INSERT%' DESC, pid
            """,
            connection
        );
        var backends = new List<int>();
        await using (var rows = await busy.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                backends.Add(rows.GetInt32(0));
            }
        }

        if (backends.Count == 0)
        {
            return;
        }

        var victim = backends[_random.Next(Math.Min(backends.Count, 4))];
        if (terminate)
        {
            _terminated++;
            await using var end = new NpgsqlCommand(
                $"SELECT pg_terminate_backend({victim.ToString(CultureInfo.InvariantCulture)})",
                connection
            );
            await end.ExecuteNonQueryAsync(cancellation);
        }
        else
        {
            _killed++;
            using var process = Process.GetProcessById(victim);
            process.Kill();
        }
    }
}
