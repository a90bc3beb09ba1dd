using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorStream.Scenarios;

/// <summary>
/// An operator heals a conversation of a running server, whose process is killed in the middle of it: the old
/// rows are there or the new ones, the damaged ones are in the quarantine, and the server starts again (I5, I10).
/// </summary>
public abstract class A_server_that_is_killed_while_it_heals : IDisposable
{
    private const string Key = "an-operators-key-of-32-characters";

    protected TemporaryFolder Folder { get; } = new();

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    [Fact]
    public async Task Before_anything_is_kept_leaves_the_old_rows_and_the_quarantine()
    {
        var conversation = await WriteAndDamageAsync();
        using (var server = await StartAsync())
        {
            // The journal is open when it has answered; a start that is hindered would be waited for.
            (await StatusAsync(server, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
            await using var hindrance = await HinderAsync();
            var healing = HealAsync(server, conversation);
            await QuarantinedAsync(1);
            healing.IsCompleted.ShouldBeFalse();
            await server.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(() => healing);
        }

        using var second = await StartAsync();
        (await StatusAsync(second, conversation)).ShouldBe(HttpStatusCode.InternalServerError);
        await HealsAndGoesOnAsync(second, conversation);
        Quarantines().Length.ShouldBe(2);
    }

    [Fact]
    public async Task After_the_answer_leaves_the_new_rows()
    {
        var conversation = await WriteAndDamageAsync();
        using (var server = await StartAsync())
        {
            using var healed = await HealAsync(server, conversation);
            healed.StatusCode.ShouldBe(HttpStatusCode.OK);
            await server.KillAsync();
        }

        using var second = await StartAsync();
        (await StatusAsync(second, conversation)).ShouldBe(HttpStatusCode.OK);
        await GoesOnAsync(second, conversation);
    }

    [Fact]
    public async Task At_any_moment_after_the_quarantine_leaves_the_one_or_the_other()
    {
        for (var round = 1; round <= 3; round++)
        {
            var conversation = await WriteAndDamageAsync();
            var before = Quarantines().Length;
            using (var server = await StartAsync())
            {
                var healing = HealAsync(server, conversation);
                await QuarantinedAsync(before + 1);
                await server.KillAsync();
                // Answered or cut: the operator may not know.
                await Task.WhenAny(healing);
            }

            using var second = await StartAsync();
            var status = await StatusAsync(second, conversation);
            status.ShouldBeOneOf(HttpStatusCode.InternalServerError, HttpStatusCode.OK);
            await HealsAndGoesOnAsync(second, conversation);
            await second.KillAsync();
        }
    }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract DbConnection Connect();

    /// <summary>Half of the payload, in the store's words.</summary>
    protected abstract string Cut { get; }

    /// <summary>What makes the change of rows wait, as another writer would.</summary>
    protected abstract string Hinder { get; }

    private async Task<string> WriteAndDamageAsync()
    {
        string conversation;
        using (var server = await StartAsync())
        {
            conversation = await server.Client.BeginAsync();
            await AnswerAsync(server, conversation);
            await server.KillAsync();
        }

        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            UPDATE journal SET message = {Cut}
            WHERE persistence_id = 'conversation-{conversation}' AND sequence_number IN (3, 4)
            """;
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        return conversation;
    }

    private async Task<DbConnection> HinderAsync()
    {
        var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Hinder;
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task HealsAndGoesOnAsync(ServerProcess server, string conversation)
    {
        using var healed = await HealAsync(server, conversation);
        healed.StatusCode.ShouldBe(HttpStatusCode.OK, await healed.Content.ReadAsStringAsync());
        await GoesOnAsync(server, conversation);
    }

    private static async Task GoesOnAsync(ServerProcess server, string conversation)
    {
        var before = await server.Client.JournalAsync(conversation);
        before[0].GetProperty("prompt").GetString().ShouldBe("Go");
        before
            .Select(row => row.GetProperty("cursor").GetString()!.Split('-')[1])
            .ShouldBe(Enumerable.Range(2, before.Count).Select(nr => $"{nr}"));
        before.Count(row => row.GetProperty("type").GetString() == "chunk").ShouldBeGreaterThan(0);
        await AnswerAsync(server, conversation);
        (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")
            .EnumerateArray()
            .Last()
            .GetProperty("status")
            .GetString()
            .ShouldBe("completed");
    }

    private static async Task AnswerAsync(ServerProcess server, string conversation)
    {
        await server.Client.PromptAsync(
            conversation,
            "Go",
            options: new JsonObject { ["chunks"] = 3, ["chunksPerSecond"] = 0 }
        );
        await using var viewer = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events"
        );
        var turns = (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")
            .GetArrayLength();
        for (var turn = 0; turn < turns; turn++)
            await viewer.ReadToEndOfTurnAsync();
    }

    private static async Task<HttpResponseMessage> HealAsync(
        ServerProcess server,
        string conversation
    )
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/admin/conversations/{conversation}/heal"
        )
        {
            Content = new StringContent("""{"apply": true}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return await server.Client.Http.SendAsync(request);
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string conversation)
    {
        using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
        return answer.StatusCode;
    }

    private string[] Quarantines() => Directory.GetFiles(Folder.Path, "*.quarantine-*.jsonl");

    /// <summary>The damaged rows are in the file, whole lines of it.</summary>
    private async Task QuarantinedAsync(int files)
    {
        await Eventually.Become(
            () => Quarantines().Length == files && new FileInfo(Newest()).Length > 0,
            TimeSpan.FromSeconds(20),
            () => "There is no quarantine"
        );
        foreach (var line in await File.ReadAllLinesAsync(Newest()))
            JsonDocument.Parse(line).Dispose();

        string Newest() => Quarantines().MaxBy(File.GetLastWriteTimeUtc)!;
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            new Dictionary<string, string>(Variables) { ["ACTORSTREAM_ADMIN_KEY"] = Key }
        );
}

public sealed class An_sqlite_server_that_is_killed_while_it_heals
    : A_server_that_is_killed_while_it_heals
{
    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();

    protected override string Cut => "substr(message, 1, length(message) / 2)";

    protected override string Hinder => "BEGIN IMMEDIATE";

    protected override DbConnection Connect() =>
        new SqliteConnection(
            $"Data Source={Path.Combine(Folder.Path, "journal.db")};Pooling=False"
        );
}

public sealed class A_postgres_server_that_is_killed_while_it_heals
    : A_server_that_is_killed_while_it_heals
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    protected override IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = _database,
        };

    protected override string Cut => "substring(message from 1 for length(message) / 2)";

    /// <summary>"AKKA", and the lock that every append shares.</summary>
    protected override string Hinder => "SELECT pg_advisory_lock(1095453505, 3)";

    protected override DbConnection Connect() => new NpgsqlConnection(_database + ";Pooling=false");
}
