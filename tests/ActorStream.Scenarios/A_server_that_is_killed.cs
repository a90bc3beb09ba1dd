using System.Text.Json.Nodes;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>
/// The server's process is killed in mid-turn and started again on the same journal: everything that a
/// client had read is there, the turn is marked, and the next prompt works (I1, I3, I9, I10).
/// </summary>
public sealed class A_server_that_is_killed : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_was_seen_is_in_the_journal_and_the_turn_is_marked_interrupted()
    {
        string conversation;
        string turnId;
        IReadOnlyList<ViewedEvent> seen;
        using (var first = await ServerProcess.StartAsync(_data.Path))
        {
            conversation = await first.Client.BeginAsync();
            (turnId, _) = await first.Client.PromptAsync(conversation, "Go", options: Endless());
            await using var viewer = await SseViewer.OpenAsync(
                first.Address,
                $"/conversations/{conversation}/events"
            );
            await viewer.ReadAsync(50);
            await first.KillAsync();
            await viewer.ReadToBreakAsync();
            seen = [.. viewer.Seen];
        }

        using var second = await ServerProcess.StartAsync(_data.Path);
        await using var resumed = await SseViewer.OpenAsync(
            second.Address,
            $"/conversations/{conversation}/events",
            seen[^1].Cursor
        );
        await resumed.ReadToEndOfTurnAsync();

        var journal = await second.Client.JournalAsync(conversation);
        journal
            .Select(row => row.GetRawText())
            .ShouldBe(seen.Concat(resumed.Seen).Select(viewed => viewed.Json));
        resumed.Seen[^1].Name.ShouldBe("turn-interrupted");
        journal
            .Count(row =>
                row.GetProperty("type").GetString()!.StartsWith("turn-", StringComparison.Ordinal)
            )
            .ShouldBe(2);
        var turn = (await second.Client.TranscriptAsync(conversation)).GetProperty("turns")[0];
        turn.GetProperty("turnId").GetString().ShouldBe(turnId);
        turn.GetProperty("status").GetString().ShouldBe("interrupted");
        await second.Client.PromptAsync(conversation, "Again", options: Short());
        await resumed.ReadToEndOfTurnAsync();
        resumed.Seen[^1].Name.ShouldBe("turn-completed");
    }

    [Fact]
    public async Task A_turn_that_nobody_asks_about_is_marked_before_the_server_is_ready()
    {
        string conversation;
        using (var first = await ServerProcess.StartAsync(_data.Path))
        {
            conversation = await first.Client.BeginAsync();
            await first.Client.PromptAsync(conversation, "Go", options: Endless());
            await first.KillAsync();
        }

        using var second = await ServerProcess.StartAsync(_data.Path);
        await Eventually.Become(
            () => second.Client.Http.GetAsync("/readyz").Result.IsSuccessStatusCode,
            TimeSpan.FromSeconds(20),
            () => "The server did not become ready"
        );

        var list = await second.Client.Http.GetStringAsync("/conversations");
        JsonNode.Parse(list)!["conversations"]![0]!["status"]!.GetValue<string>().ShouldBe("idle");
        (await second.Client.JournalAsync(conversation))[^1]
            .GetProperty("type")
            .GetString()
            .ShouldBe("turn-interrupted");
    }

    private static JsonObject Endless() =>
        new() { ["chunks"] = 100_000, ["chunksPerSecond"] = 500 };

    private static JsonObject Short() => new() { ["chunks"] = 3, ["chunksPerSecond"] = 0 };
}
