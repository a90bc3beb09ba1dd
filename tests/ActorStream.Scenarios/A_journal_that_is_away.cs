using System.Net;
using System.Text;
using ActorStream.Faults;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;

namespace ActorStream.Scenarios;

/// <summary>
/// The disk is full, or the database is gone: prompts are refused with 503 and the time to come again,
/// what was written can still be read, and as soon as the journal is back the same process serves (I17).
/// </summary>
public sealed class A_journal_that_is_away : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_full_disk_gives_503_until_there_is_room()
    {
        var full = Path.Combine(_data.Path, "full");
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "write",
            While = full,
            Fault = "ENOSPC",
        };
        using var server = await ServerProcess.StartAsync(_data.Path, disk.Environment);
        await ServesAgainAsync(
            server,
            away: () => File.WriteAllText(full, ""),
            back: () => File.Delete(full),
            isReadable: true
        );
    }

    [Fact]
    public async Task A_lost_database_gives_503_until_it_is_back()
    {
        using var cluster = new PostgresCluster();
        using var server = await ServerProcess.StartAsync(
            _data.Path,
            new Dictionary<string, string>
            {
                ["ACTORSTREAM_JOURNAL"] = "postgres",
                ["ACTORSTREAM_POSTGRES"] = cluster.CreateDatabase(),
            }
        );
        await ServesAgainAsync(server, cluster.Stop, cluster.Start, isReadable: false);
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_is_refused_and_hears_who_has_it()
    {
        using var first = await ServerProcess.StartAsync(_data.Path);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(
            ServerProcess.StartAsync(_data.Path)
        );

        refusal.Message.ShouldContain($"another process (number {first.ProcessId}) uses");
    }

    private static async Task ServesAgainAsync(
        ServerProcess server,
        Action away,
        Action back,
        bool isReadable
    )
    {
        var conversation = await server.Client.BeginAsync();
        await server.Client.PromptAsync(conversation, "Go", options: new() { ["chunks"] = 3 });
        await using var viewer = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events"
        );
        await viewer.ReadToEndOfTurnAsync();

        away();
        using (var refused = await PromptAsync(server, conversation, "lost"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        if (isReadable)
            (await server.Client.JournalAsync(conversation)).Count.ShouldBe(viewer.Seen.Count);

        back();
        await Eventually.Become(
            () => PromptAsync(server, conversation, "lost").Result.IsSuccessStatusCode,
            Patience,
            () => "The server did not take prompts again"
        );
        await viewer.ReadToEndOfTurnAsync();
        viewer.Seen[^1].Name.ShouldBe("turn-completed");
        (await server.Client.JournalAsync(conversation))
            .Select(row => row.GetRawText())
            .ShouldBe(viewer.Seen.Select(seen => seen.Json));
    }

    /// <summary>Always with the same key: it is one prompt, however often it is sent.</summary>
    private static async Task<HttpResponseMessage> PromptAsync(
        ServerProcess server,
        string conversation,
        string prompt
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/conversations/{conversation}/turns"
        )
        {
            Content = new StringContent(
                $$$"""{"prompt": "{{{prompt}}}", "options": {"chunks": 3}}""",
                Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Add("Idempotency-Key", prompt);
        return await server.Client.Http.SendAsync(request);
    }
}
