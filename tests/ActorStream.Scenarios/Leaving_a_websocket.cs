using System.Net.WebSockets;
using System.Text;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>However a WebSocket ends, nothing of it stays (I7, I12).</summary>
public sealed class Leaving_a_websocket(RunningServer server, ImpatientServer impatient)
    : IClassFixture<RunningServer>,
        IClassFixture<ImpatientServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(35);

    [Theory]
    [InlineData(WebSocketCloseStatus.NormalClosure)]
    [InlineData(WebSocketCloseStatus.EndpointUnavailable)]
    public async Task Closed_with_a_code(WebSocketCloseStatus status)
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        var viewer = await WebSocketViewer.OpenAsync(server.Address, conversation);
        turn.Say("a");
        await viewer.ReadToAsync("chunk");
        server.Connections.Count.ShouldBe(1);

        await viewer.CloseAsync(status);

        await NothingStaysAsync(server);
        await AnswerGoesOnAsync(server, conversation, turn);
    }

    [Fact]
    public async Task Reset()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        var viewer = await WebSocketViewer.OpenAsync(server.Address, conversation);
        turn.Say("a");
        await viewer.ReadToAsync("chunk");

        viewer.Reset();

        await NothingStaysAsync(server);
        await AnswerGoesOnAsync(server, conversation, turn);
    }

    [Fact]
    public async Task Its_process_killed()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        using var viewer = ViewerProcess.Start("ws", server.Address, conversation);
        turn.Say("a");
        await viewer.SeeAsync(2);

        await viewer.KillAsync();

        await NothingStaysAsync(server);
        await AnswerGoesOnAsync(server, conversation, turn);
    }

    [Fact]
    public async Task Its_process_frozen_is_found_by_unanswered_pings()
    {
        var (conversation, _, turn) = await impatient.BeginTurnAsync();
        using var viewer = ViewerProcess.Start("ws", impatient.Address, conversation);
        turn.Say("a");
        await viewer.SeeAsync(2);
        impatient.Connections.Count.ShouldBe(1);

        await viewer.FreezeAsync();

        await NothingStaysAsync(impatient);
        await AnswerGoesOnAsync(impatient, conversation, turn);
    }

    [Fact]
    public async Task An_error_reaches_the_client_before_the_close()
    {
        var (conversation, _, _) = await server.BeginTurnAsync();
        await using var viewer = await WebSocketViewer.OpenAsync(server.Address, conversation);
        await viewer.ReadToAsync("turn-started");

        await viewer.SendAsync(Encoding.UTF8.GetBytes("{}"), WebSocketMessageType.Binary);

        var error = (await viewer.ReadToAsync("error"))[^1].GetProperty("error");
        error.GetProperty("type").GetString().ShouldStartWith("urn:actorstream:");
        (await viewer.NextAsync()).ShouldBeNull();
        viewer.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);
        await NothingStaysAsync(server);
    }

    private static Task NothingStaysAsync(RunningServer server) =>
        Eventually.Become(
            () => server.Connections.Count == 0,
            Limit,
            () => $"{server.Connections.Count} connections are still counted"
        );

    private static async Task AnswerGoesOnAsync(
        RunningServer server,
        string conversation,
        ActorStream.TestKit.Providers.ScriptedTurn turn
    )
    {
        turn.Say("b").Finish();
        await using var later = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events"
        );
        (await later.ReadToEndOfTurnAsync())
            .Select(viewed => viewed.Name)
            .ShouldBe(["turn-started", "chunk", "chunk", "turn-completed"]);
    }
}

/// <summary>Drops a silent peer after three seconds instead of 25.</summary>
public sealed class ImpatientServer : RunningServer
{
    protected override string Hocon => "actorstream.views { ping = 200ms, pong-timeout = 3s }";
}
