using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorStream.Operations.Databases;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>Servers in processes of their own, one after the other on one journal, that heal conversations.</summary>
/// <param name="store">Where the journal is.</param>
public abstract class HealingServers(IHealedStore store) : IDisposable
{
    private const string Key = "an-operators-key-of-32-characters";

    protected TemporaryFolder Folder { get; } = new();

    protected JournalTarget Journal => store.JournalIn(Folder.Path);

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<string> WriteAndDamageAsync()
    {
        string conversation;
        using (var server = await StartAsync())
        {
            conversation = await server.Client.BeginAsync();
            await AnswerAsync(server, conversation);
            await server.KillAsync();
        }

        await using var connection = store.Connect(Folder.Path);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            UPDATE journal SET message = {store.Half}
            WHERE persistence_id = 'conversation-{conversation}' AND sequence_number IN (3, 4)
            """;
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        return conversation;
    }

    protected async Task<DbConnection> HinderAsync()
    {
        var connection = store.Connect(Folder.Path);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = store.Hinder;
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    protected async Task HealsAndGoesOnAsync(ServerProcess server, string conversation)
    {
        using var healed = await HealAsync(server, conversation);
        healed.StatusCode.ShouldBe(HttpStatusCode.OK, await healed.Content.ReadAsStringAsync());
        await GoesOnAsync(server, conversation);
    }

    protected static async Task GoesOnAsync(ServerProcess server, string conversation)
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

    protected static async Task AnswerAsync(ServerProcess server, string conversation)
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

    protected static async Task<HttpResponseMessage> HealAsync(
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

    protected static async Task<HttpStatusCode> StatusAsync(
        ServerProcess server,
        string conversation
    )
    {
        using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
        return answer.StatusCode;
    }

    protected string[] Quarantines() => Directory.GetFiles(Folder.Path, "*.quarantine-*.jsonl");

    /// <summary>The damaged rows are in the file, whole lines of it.</summary>
    protected async Task QuarantinedAsync(int files)
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

    protected Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            new Dictionary<string, string>(store.Variables) { ["ACTORSTREAM_ADMIN_KEY"] = Key }
        );
}
