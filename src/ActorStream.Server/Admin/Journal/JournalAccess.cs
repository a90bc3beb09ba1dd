using ActorStream.Conversations;
using ActorStream.Operations.Databases;
using ActorStream.Server.Hosting;

namespace ActorStream.Server.Admin.Journal;

/// <summary>
/// The server's own database, opened a second time for operators' questions: for reading only, beside the
/// journal plug-in and never in its way. Opened at the first question, once the plug-in has made its tables.
/// </summary>
internal sealed class JournalAccess : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Func<CancellationToken, Task> _tablesMade;
    private IJournalDatabase? _database;

    /// <param name="settings">Which database.</param>
    /// <param name="tablesMade">Waits for them: the server answers before they are there.</param>
    public JournalAccess(ServerSettings settings, Func<CancellationToken, Task> tablesMade)
    {
        _tablesMade = tablesMade;
        IsShared = settings.Journal == JournalKind.Postgres;
        Target = IsShared
            ? JournalTarget.Postgres(SmallPool(settings.Postgres!))
            : JournalTarget.Sqlite(Path.Combine(settings.DataFolder, DataFolder.DatabaseName));
    }

    /// <summary>Whether other processes may write to it.</summary>
    public bool IsShared { get; }

    /// <summary>Where it is.</summary>
    public JournalTarget Target { get; }

    /// <summary>The open database.</summary>
    /// <exception cref="JournalProblem">It cannot be opened.</exception>
    public async Task<IJournalDatabase> OpenAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _database) is { } open)
            return open;
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_database is not null)
                return _database;
            await _tablesMade(cancellation);
            return _database = await Target.OpenAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The stored conversation of this id, erased ones included; null if there is none.</summary>
    public async Task<ConversationId?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!ConversationId.TryParse(id, out var conversation))
            return null;
        var database = await OpenAsync(cancellation);
        return await database.ConversationAsync(conversation.PersistenceId, cancellation) is null
            ? null
            : conversation;
    }

    /// <summary>How many bytes of payload each conversation takes, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, long>> SizesAsync(CancellationToken cancellation)
    {
        var database = await OpenAsync(cancellation);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var totals in database.ConversationsAsync(null, cancellation))
            sizes[PersistenceIds.ToId(totals.PersistenceId)] = totals.PayloadBytes;
        return sizes;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_database is { } open)
            await open.DisposeAsync();
        _gate.Dispose();
    }

    // Operators share a few connections, whatever they ask; the journal has its own.
    private static string SmallPool(string connectionString) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "actorstream-admin",
            MinPoolSize = 0,
            MaxPoolSize = 4,
        }.ConnectionString;
}
