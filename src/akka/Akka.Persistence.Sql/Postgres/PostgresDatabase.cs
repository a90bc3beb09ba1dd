using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// A database as this process uses it: its writers, connections for reading, and the signals between
/// them and to other processes.
/// </summary>
internal sealed class PostgresDatabase
{
    private static readonly Dictionary<string, PostgresDatabase> Open = new(StringComparer.Ordinal);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(800);

    private readonly StoreSettings _settings;
    private readonly PostgresWriter[] _writers;
    private readonly SemaphoreSlim _settingUp = new(1);
    private readonly bool[] _ready = new bool[2];
    private readonly string _key;
    private int _users;
    private int _breaks;

    private PostgresDatabase(string key, StoreSettings settings)
    {
        _key = key;
        _settings = settings;
        Names = new PostgresNames(settings.SchemaName);
        var connectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        if (!connectionString.ContainsKey("Max Auto Prepare"))
            connectionString.MaxAutoPrepare = 32;
        Source = NpgsqlDataSource.Create(connectionString);
        Signals = new JournalSignals();
        Notifications = new PostgresNotifications(this, settings);
        _writers = new PostgresWriter[settings.Parallelism];
        for (var i = 0; i < _writers.Length; i++)
            _writers[i] = new PostgresWriter(this, settings);
    }

    public PostgresNames Names { get; }
    public NpgsqlDataSource Source { get; }
    public JournalSignals Signals { get; }
    public PostgresNotifications Notifications { get; }

    /// <summary>
    /// How many connections have broken. A database that restarts breaks them all, and most notice
    /// it only when they are used: one from before the last break is not trusted with a write.
    /// </summary>
    public int Breaks => Volatile.Read(ref _breaks);

    public bool HasWriterUuid { get; private set; } = true;

    public static PostgresDatabase Acquire(StoreSettings settings)
    {
        var key = $"{settings.SchemaName}\n{settings.ConnectionString}";
        lock (Open)
        {
            if (!Open.TryGetValue(key, out var database))
                Open[key] = database = new PostgresDatabase(key, settings);
            database._users++;
            return database;
        }
    }

    /// <summary>The last user's release writes what waits and closes the connections.</summary>
    public void Release()
    {
        lock (Open)
        {
            if (--_users > 0)
                return;
            Open.Remove(_key);
        }
        // Nobody waits for it: unlike a file, a server takes the next user's connections as well.
        _ = CloseAsync();
    }

    public PostgresWriter WriterOf(string persistenceId) =>
        _writers[
            (uint)string.GetHashCode(persistenceId, StringComparison.Ordinal) % _writers.Length
        ];

    public bool IsReady(StorePart part) => Volatile.Read(ref _ready[(int)part]);

    /// <summary>Done when the tables exist.</summary>
    public Task ReadyAsync(StorePart part) => IsReady(part) ? Task.CompletedTask : SetUpAsync(part);

    /// <summary>Done when all that was handed over for this id is, and the tables exist.</summary>
    public async Task CaughtUpAsync(StorePart part, string persistenceId)
    {
        var writer = WriterOf(persistenceId);
        await (writer.IsIdle ? ReadyAsync(part) : writer.Enqueue(new BarrierWork(part)));
        await writer.SettledAsync();
    }

    public async Task SetUpAsync(StorePart part)
    {
        await _settingUp.WaitAsync();
        try
        {
            if (IsReady(part))
                return;
            var hasWriterUuid = await PostgresStragglers.PastAsync(
                Source,
                async () =>
                {
                    await using var connection = await Source.OpenConnectionAsync();
                    return await PostgresSchema.SetUpAsync(connection, Names, part, _settings);
                }
            );
            if (part == StorePart.Journal)
                HasWriterUuid = hasWriterUuid;
            Volatile.Write(ref _ready[(int)part], true);
        }
        finally
        {
            _settingUp.Release();
        }
    }

    /// <summary>A connection has broken.</summary>
    public void Broken() => Interlocked.Increment(ref _breaks);

    /// <summary>
    /// Does what may be done again, and does it again while the database cannot be reached: an
    /// attempt to connect, or a read. A write whose connection breaks is never repeated.
    /// </summary>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> attempt)
    {
        Backoff? backoff = null;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException cause) when (cause.IsTransient)
            {
                Broken();
                backoff ??= new Backoff(
                    new BackoffSettings(FirstPause, LongestPause, _settings.Patience),
                    _settings.Clock,
                    _settings.Chance
                );
                if (!await backoff.PauseAsync())
                    throw;
            }
        }
    }

    private async Task CloseAsync()
    {
        await Notifications.CloseAsync();
        await Task.WhenAll(_writers.Select(writer => writer.CloseAsync()));
        await Source.DisposeAsync();
    }
}
