using System.Net.WebSockets;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Hosting;

public sealed class Stopping_the_server : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sends_viewers_away_so_that_they_resume_and_lets_the_open_turn_end()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();
        await using var sse = await _server.ViewAsync(conversation);
        await using var socket = await WebSocketViewer.OpenAsync(_server.Address, conversation);
        turn.Say("a");
        await sse.ReadAsync(2);
        await socket.ReadToAsync("chunk");
        _server.Connections.Sse.ShouldBe(1);
        _server.Connections.WebSocket.ShouldBe(1);
        var connections = _server.Connections;

        var stopping = _server.StopAsync();

        (await sse.NextAsync()).ShouldBeNull();
        (await socket.NextAsync()).ShouldBeNull();
        ((int?)socket.CloseStatus).ShouldBe(1012);
        stopping.IsCompleted.ShouldBeFalse();
        turn.Say("b").Finish();
        await stopping;
        connections.Sse.ShouldBe(0);
        connections.WebSocket.ShouldBe(0);
    }

    [Fact]
    public async Task Counts_nobody_who_has_left()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();
        var sse = await _server.ViewAsync(conversation);
        var socket = await WebSocketViewer.OpenAsync(_server.Address, conversation);
        turn.Say("a");
        await sse.ReadAsync(2);
        await socket.ReadToAsync("chunk");

        sse.Reset();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure);

        while (_server.Connections.Sse + _server.Connections.WebSocket > 0)
            await Task.Yield();
        turn.Finish();
    }
}
