using System.Diagnostics;
using Npgsql;

namespace ActorStream.Tests.Shared;

/// <summary>
/// A PostgreSQL server of the tests' own: made from the installed binaries, reached through a socket
/// in a temporary directory, thrown away at the end. A database costs a few milliseconds.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private static readonly Lazy<PostgresCluster> Started = new(() =>
    {
        var cluster = new PostgresCluster();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.RemoveBehind();
        return cluster;
    });
    private static int databases;

    private readonly string _binaries = FindBinaries();
    private readonly string _directory = Directory.CreateTempSubdirectory("akka-pg-").FullName;
    private readonly string? _user = ServerUser();
    private readonly string _settings = "";

    /// <summary>One that a test may stop; the others share <see cref="Instance"/>.</summary>
    public PostgresCluster()
    {
        GiveDirectory();
        RunServerTool(
            "initdb",
            "-D",
            Data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "-N",
            "-E",
            "UTF8",
            "--wal-segsize=1"
        );
        Start();
    }

    private PostgresCluster(PostgresCluster primary, string slot)
    {
        _settings = "-c hot_standby_feedback=on -c wal_receiver_status_interval=1s";
        GiveDirectory();
        RunServerTool(
            "pg_basebackup",
            "--pgdata=" + Data,
            "--host=" + primary._directory,
            "--username=postgres",
            "--checkpoint=fast",
            "--no-sync",
            "--write-recovery-conf",
            "--create-slot",
            "--slot=" + slot
        );
        Start();
    }

    public static PostgresCluster Instance => Started.Value;

    /// <summary>Where it listens, for what stands between it and a client.</summary>
    public string Socket => Path.Combine(_directory, ".s.PGSQL.5432");

    private string Data => Path.Combine(_directory, "data");

    /// <summary>A new database's connection string.</summary>
    public string CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    /// <summary>
    /// A replica of all databases, that can be read, and tells this one through a slot what its readers see.
    /// </summary>
    public PostgresCluster StartReplica(string slot) => new(this, slot);

    /// <summary>The same database of this replica.</summary>
    public string Replicated(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = _directory }.ConnectionString;

    public void Start() =>
        // No TCP: the port is only part of the socket's name.
        RunServerTool(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_directory, "log"),
            "-o",
            $"-c max_connections=500 -c listen_addresses= -c unix_socket_directories={_directory} -c fsync=off"
                // A short log: tests search all of it, byte by byte.
                + $" -c min_wal_size=8MB -c max_wal_size=64MB -c max_prepared_transactions=5 {_settings}",
            "start"
        );

    /// <summary>Stops as a power cut would.</summary>
    public void Stop() => RunServerTool("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    private string ConnectionString(string database) =>
        $"Host={_directory};Username=postgres;Database={database};Maximum Pool Size=40;"
        // Each test has a database, and so a pool, of its own: what is idle must go.
        + "Connection Idle Lifetime=5;Connection Pruning Interval=5";

    public void Dispose()
    {
        try
        {
            Stop();
            Directory.Delete(_directory, recursive: true);
        }
        catch (Exception cause)
        {
            Console.Error.WriteLine($"The test's PostgreSQL was not removed: {cause.Message}");
        }
    }

    /// <summary>A test host that ends does not wait: something else has to tidy up behind it.</summary>
    private void RemoveBehind()
    {
        var stop = string.Join(' ', Command("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop"));
        Process
            .Start(
                new ProcessStartInfo("setsid", ["sh", "-c", $"{stop}; rm -rf {_directory}"])
                {
                    WorkingDirectory = "/",
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )
            ?.Dispose();
    }

    private void GiveDirectory()
    {
        if (_user is not null)
            Run("chown", _user, _directory);
    }

    private void RunServerTool(string tool, params string[] arguments) =>
        Run(Command(tool, arguments));

    private string[] Command(string tool, params string[] arguments)
    {
        string[] command = [Path.Combine(_binaries, tool), .. arguments];
        // The server refuses to run as root.
        return _user is null
            ? command
            : ["setpriv", $"--reuid={_user}", $"--regid={_user}", "--clear-groups", .. command];
    }

    private void Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        // pg_ctl's server keeps the pipes open: only the exit is waited for.
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.Add(line.Data ?? "");
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            throw new InvalidOperationException($"{command[0]} hangs.");
        lock (errors)
        {
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{string.Join(' ', command)}: {string.Join('\n', errors)}"
                );
            }
        }
    }

    /// <summary>One of PostgreSQL's programs.</summary>
    public static string Program(string name) => Path.Combine(FindBinaries(), name);

    private static string? ServerUser()
    {
        if (Environment.UserName != "root")
            return null;
        var users = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')[0]).ToList();
        return users.Contains("postgres") ? "postgres" : "daemon";
    }

    private static string FindBinaries()
    {
        var candidates = new List<string>();
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            candidates.AddRange(
                Directory
                    .GetDirectories("/usr/lib/postgresql")
                    .OrderDescending(StringComparer.Ordinal)
                    .Select(version => Path.Combine(version, "bin"))
            );
        }
        candidates.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        return candidates.Find(directory => File.Exists(Path.Combine(directory, "initdb")))
            ?? throw new InvalidOperationException(
                "These tests need PostgreSQL's server programs (initdb, pg_ctl)."
            );
    }
}
