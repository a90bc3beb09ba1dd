using System.Net;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>A stop is a command, a disconnect is nothing (I7, I8, I9).</summary>
public sealed class Stopping_and_disconnecting(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_stop_is_durable_when_it_is_answered_and_no_chunk_follows_it()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var viewer = await OpenAsync(conversation);
        turn.Say("a", "b");
        await viewer.ReadAsync(3);

        var (status, body) = await server.Client.StopAsync(conversation);

        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("status").GetString().ShouldBe("aborted");
        turn.Say("late");
        await turn.Released;
        var journal = await server.Client.JournalAsync(conversation);
        journal[^1].GetProperty("type").GetString().ShouldBe("turn-aborted");
        journal[^1].GetProperty("reason").GetString().ShouldBe("user");
        journal[^1]
            .GetProperty("cursor")
            .GetString()
            .ShouldBe(body.GetProperty("cursor").GetString());
        journal.Count.ShouldBe(4);
        (await viewer.NextAsync())!.Name.ShouldBe("turn-aborted");
    }

    [Fact]
    public async Task Stopping_again_gives_the_same_marker()
    {
        var (conversation, _, _) = await server.BeginTurnAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => server.Client.StopAsync(conversation))
        );

        answers.Select(answer => answer.Status).Distinct().ShouldBe([HttpStatusCode.OK]);
        answers.Select(answer => answer.Body.GetRawText()).Distinct().Count().ShouldBe(1);
        (await server.Client.JournalAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_everybody_has_left_the_turn_still_runs_until_it_is_stopped()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        var viewer = await OpenAsync(conversation);
        turn.Say("a");
        await viewer.ReadAsync(2);

        viewer.Close();
        turn.Say("b");
        await using var later = await OpenAsync(conversation);
        await later.ReadAsync(3);

        (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")[0]
            .GetProperty("status")
            .GetString()
            .ShouldBe("running");
        await server.Client.StopAsync(conversation);
        (await later.NextAsync())!.Name.ShouldBe("turn-aborted");
    }

    [Fact]
    public async Task A_stop_over_the_websocket_of_one_viewer_ends_it_for_all()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var sse = await OpenAsync(conversation);
        await using var webSocket = await WebSocketViewer.OpenAsync(server.Address, conversation);
        turn.Say("a");
        await webSocket.ReadToAsync("chunk");

        await webSocket.SendAsync("""{"type":"stop","requestId":7}""");

        var messages = await webSocket.ReadToAsync("stop-accepted");
        messages[^1].GetProperty("requestId").GetInt32().ShouldBe(7);
        (await sse.ReadToEndOfTurnAsync())[^1].Name.ShouldBe("turn-aborted");
    }

    private Task<SseViewer> OpenAsync(string conversation) =>
        SseViewer.OpenAsync(server.Address, $"/conversations/{conversation}/events");
}
