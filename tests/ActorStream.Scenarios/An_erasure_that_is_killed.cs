using System.Data.Common;
using System.Text.Json.Nodes;
using ActorStream.Faults;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit.Abstractions;

namespace ActorStream.Scenarios;

/// <summary>
/// A conversation's text is deleted from two tables. A process is killed before, between and after: the next
/// one finds what is left, without being asked (I19).
/// </summary>
public abstract class An_erasure_that_is_killed : IDisposable
{
    protected const string Canary = "canary-that-must-not-be-found";

    protected static readonly Left Nothing = new(0, 0, true);

    protected TemporaryFolder Folder { get; } = new();

    protected abstract JournalTarget Journal { get; }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Whether the files hold nothing of the text, where the store sees to that by itself.</summary>
    protected virtual bool IsClean => true;

    /// <summary>A conversation with a snapshot.</summary>
    protected async Task<string> SayAsync(ServerProcess server)
    {
        var conversation = await server.Client.BeginAsync();
        await using (
            var viewer = await SseViewer.OpenAsync(
                server.Address,
                $"/conversations/{conversation}/events"
            )
        )
        {
            var prompt = new JsonObject { ["chunks"] = 20, ["chunksPerSecond"] = 0 };
            await server.Client.PromptAsync(conversation, Canary, options: prompt);
            await viewer.ReadToEndOfTurnAsync();
        }

        await BecomesAsync(async () => (await LookAsync(conversation)).Snapshots == 1);
        return conversation;
    }

    protected async Task<Left> LookAsync(string conversation)
    {
        await using var database = await Journal.OpenAsync();
        var (id, left) = (PersistenceIds.Of(conversation), new Left(0, 0, false));
        await foreach (var row in database.RowsAsync(id))
        {
            left = left with
            {
                Events = left.Events + (row.IsDeleted ? 0 : 1),
                IsOrdered = row.Manifest.StartsWith(
                    "conversation-deleted",
                    StringComparison.Ordinal
                ),
            };
        }

        await foreach (var _ in database.SnapshotsAsync(id))
            left = left with { Snapshots = left.Snapshots + 1 };
        return left;
    }

    /// <summary>A server starts, and nobody asks it for anything.</summary>
    protected async Task IsFinishedAsync(string conversation, string moment)
    {
        using (var server = await StartAsync())
        {
            await BecomesAsync(async () => await LookAsync(conversation) == Nothing && IsClean);
            using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
            ((int)answer.StatusCode).ShouldBe(404, moment);
            await server.KillAsync();
        }

        var findings = new List<Finding>();
        await using var database = await Journal.OpenAsync();
        await JournalVerifier.VerifyAsync(database, findings.Add);
        findings.ShouldBeEmpty(moment);
    }

    protected Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string>? more = null) =>
        ServerProcess.StartAsync(
            Folder.Path,
            new Dictionary<string, string>(Variables.Concat(more ?? Variables).DistinctBy(Name))
            {
                ["ACTORSTREAM_HOCON"] = "actorstream.conversations.snapshot-after-events = 1",
            }
        );

    protected static async Task BecomesAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>What is in the database: events that are not marked, snapshots, and the order to erase.</summary>
    protected sealed record Left(long Events, long Snapshots, bool IsOrdered);

    private static string Name(KeyValuePair<string, string> variable) => variable.Key;
}

public sealed class An_erasure_from_a_file_that_is_killed(ITestOutputHelper output)
    : An_erasure_that_is_killed
{
    protected override JournalTarget Journal => JournalTarget.Sqlite(File);

    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();

    /// <summary>What a kill has left in the log, the next server moves into the file, and empties it.</summary>
    protected override bool IsClean =>
        SearchedFiles.InFolder(Folder.Path, Canary, but: "journal.lock").Count == 0;

    private string File => Path.Combine(Folder.Path, "journal.db");

    /// <summary>Each commit is one sync: that of the order, that of the snapshots, and that of the events.</summary>
    [Theory]
    [InlineData("KILL")]
    [InlineData("KILL_AFTER")]
    public async Task At_any_sync_is_finished_by_the_next_start(string fault)
    {
        var between = 0;
        var kills = 0;
        for (var at = 1; ; at++)
        {
            var (conversation, isKilled) = await EraseAsync(at, fault);
            var left = await LookAsync(conversation);
            if (!isKilled)
                left.ShouldBe(Nothing);
            if (left.Snapshots > 0)
                left.Events.ShouldBeGreaterThan(0, $"{fault} at sync {at}: nothing tells of it");
            between += left is { Events: > 0, Snapshots: 0, IsOrdered: true } ? 1 : 0;
            kills += isKilled ? 1 : 0;
            // An order that is not durable was never given.
            if (!left.IsOrdered)
                await EraseAsync(0, fault, conversation);
            await IsFinishedAsync(conversation, $"{fault} at sync {at}");
            if (!isKilled)
                break;
        }

        output.WriteLine($"{fault}: {kills} kills, {between} of them between the deletions");
        kills.ShouldBeGreaterThan(1);
        between.ShouldBeGreaterThan(0);
    }

    private async Task<(string Conversation, bool IsKilled)> EraseAsync(
        int at,
        string fault,
        string? known = null
    )
    {
        var next = Path.Combine(Folder.Path, "next");
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "sync",
            Next = next,
            Fault = fault,
        };
        using var server = await StartAsync(disk.Environment);
        var conversation = known ?? await SayAsync(server);
        if (at > 0)
        {
            await System.IO.File.WriteAllTextAsync(next + ".new", $"{at}");
            System.IO.File.Move(next + ".new", next);
        }

        try
        {
            using var erased = await server.Client.Http.DeleteAsync(
                $"/conversations/{conversation}"
            );
            erased.EnsureSuccessStatusCode();
            return (conversation, false);
        }
        catch (HttpRequestException)
        {
            return (conversation, true);
        }
        finally
        {
            await server.KillAsync();
            System.IO.File.Delete(next);
        }
    }
}

public sealed class An_erasure_from_postgres_that_is_killed : An_erasure_that_is_killed
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    protected override JournalTarget Journal => JournalTarget.Postgres(_database);

    protected override IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = _database,
        };

    /// <summary>Somebody else's transaction holds the rows that are to be deleted.</summary>
    [Theory]
    [InlineData("snapshot", 1)]
    [InlineData("journal", 0)]
    public async Task Before_the_rows_of_a_table_go_is_finished_by_the_next_start(
        string table,
        long snapshots
    )
    {
        string conversation;
        using (var server = await StartAsync())
        {
            conversation = await SayAsync(server);
            await using var somebody = new NpgsqlConnection(_database + ";Pooling=false");
            await somebody.OpenAsync();
            await using var held = await somebody.BeginTransactionAsync();
            await ExecuteAsync(
                somebody,
                $"SELECT * FROM {table} WHERE persistence_id = 'conversation-{conversation}' FOR UPDATE"
            );
            var erasing = server.Client.Http.DeleteAsync($"/conversations/{conversation}");
            await BecomesAsync(() => WaitsAsync(table));
            (await LookAsync(conversation)).Snapshots.ShouldBe(snapshots);
            erasing.IsCompleted.ShouldBeFalse();
            await server.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(() => erasing);
            await EndWriterAsync(somebody);
        }

        var left = await LookAsync(conversation);
        left.Events.ShouldBeGreaterThan(1);
        left.Snapshots.ShouldBe(snapshots);
        await IsFinishedAsync(conversation, $"before the rows of {table}");
    }

    /// <summary>Whether somebody waits for a lock to delete from this table.</summary>
    private async Task<bool> WaitsAsync(string table)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                + $"AND wait_event_type = 'Lock' AND query ILIKE '%{table}%'",
            connection
        );
        return await command.ExecuteScalarAsync() is > 0L;
    }

    /// <summary>
    /// The killed server's writer waits for the rows still; where it got them in time, it would go on and delete
    /// them, and nothing were left for the next one to do.
    /// </summary>
    private static Task EndWriterAsync(NpgsqlConnection somebody) =>
        ExecuteAsync(
            somebody,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
