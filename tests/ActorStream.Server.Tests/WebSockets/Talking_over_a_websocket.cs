using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.WebSockets;

public sealed class Talking_over_a_websocket(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Shows_the_same_events_as_the_other_wires()
    {
        var conversation = await server.FinishedAsync();
        await using var viewer = await OpenAsync(conversation);
        var read = await viewer.ReadToAsync("turn-completed");
        read.Select(json => json.GetRawText())
            .ShouldBe(
                (await server.Client.JournalAsync(conversation)).Select(json => json.GetRawText())
            );
    }

    [Fact]
    public async Task Resumes_after_a_cursor()
    {
        var conversation = await server.FinishedAsync();
        var cursor = (await server.Client.JournalAsync(conversation))[1].Text("cursor");
        await using var viewer = await OpenAsync(conversation, cursor);
        (await viewer.ReadToAsync("turn-completed")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task With_a_cursor_of_another_life_begins_again()
    {
        var conversation = await server.FinishedAsync();
        await using var viewer = await OpenAsync(conversation, "00000000-9");
        var read = await viewer.ReadToAsync("turn-completed");
        read[0].Text("type").ShouldBe("reset");
        read[0].Text("reason").ShouldBe("unknown-cursor");
        read.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Takes_prompts_and_stops()
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);

        await viewer.SendAsync(
            "{\"type\":\"prompt\",\"prompt\":\"Hi\",\"idempotencyKey\":\"k\",\"requestId\":\"r1\"}"
        );
        var accepted = (await viewer.ReadToAsync("prompt-accepted"))[^1];
        accepted.Text("requestId").ShouldBe("r1");
        accepted.Text("turnId").ShouldBe("t1");
        accepted.GetProperty("replayed").GetBoolean().ShouldBeFalse();

        await viewer.SendAsync(
            "{\"type\":\"prompt\",\"prompt\":\"Hi\",\"idempotencyKey\":\"k\",\"requestId\":2}"
        );
        var again = (await viewer.ReadToAsync("prompt-accepted"))[^1];
        again.GetProperty("requestId").GetInt32().ShouldBe(2);
        again.GetProperty("replayed").GetBoolean().ShouldBeTrue();
        again.Text("cursor").ShouldBe(accepted.Text("cursor"));

        await viewer.SendAsync("{\"type\":\"stop\",\"turnId\":\"t1\"}");
        var stopped = (await viewer.ReadToAsync("stop-accepted"))[^1];
        stopped.GetProperty("requestId").ValueKind.ShouldBe(JsonValueKind.Null);
        stopped.Text("turnId").ShouldBe("t1");
        stopped.Text("status").ShouldBe("aborted");
    }

    [Theory]
    [InlineData("{\"type\":\"prompt\",\"requestId\":\"r\"}", "invalid-request", 400)]
    [InlineData(
        "{\"type\":\"prompt\",\"prompt\":\"x\",\"provider\":\"no\",\"requestId\":\"r\"}",
        "unknown-provider",
        400
    )]
    [InlineData(
        "{\"type\":\"prompt\",\"prompt\":\"x\",\"idempotencyKey\":\"a b\",\"requestId\":\"r\"}",
        "invalid-request",
        400
    )]
    [InlineData("{\"type\":\"stop\",\"requestId\":\"r\"}", "no-open-turn", 409)]
    [InlineData("{\"type\":\"stop\",\"turnId\":\"t7\",\"requestId\":\"r\"}", "turn-not-found", 404)]
    [InlineData("{\"type\":\"stop\",\"turnId\":\"x\",\"requestId\":\"r\"}", "turn-not-found", 404)]
    [InlineData("{\"type\":\"stop\",\"turnId\":7,\"requestId\":\"r\"}", "invalid-request", 400)]
    [InlineData(
        "{\"type\":\"stop\",\"turnId\":\"t1\",\"idempotencyKey\":\"k\",\"requestId\":\"r\"}",
        "invalid-request",
        400
    )]
    public async Task A_refused_message_leaves_the_connection_open(
        string message,
        string type,
        int status
    )
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);
        for (var i = 0; i < 2; i++)
        {
            await viewer.SendAsync(message);
            var answer = (await viewer.ReadToAsync("error"))[^1];
            answer.Text("requestId").ShouldBe("r");
            var error = answer.GetProperty("error");
            error.Text("type").ShouldBe("urn:actorstream:" + type);
            error.GetProperty("status").GetInt32().ShouldBe(status);
        }
    }

    [Theory]
    [InlineData("no json", 1008)]
    [InlineData("{\"type\":\"prompt\"", 1008)]
    [InlineData("[]", 1008)]
    [InlineData("{}", 1008)]
    [InlineData("{\"type\":\"dance\"}", 1008)]
    [InlineData("{\"type\":7}", 1008)]
    [InlineData("{\"type\":\"prompt\",\"prompt\":\"\\ud800\"}", 1008)]
    [InlineData("", 1008)]
    public async Task A_message_that_cannot_be_read_is_answered_and_closes(string message, int code)
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);
        await viewer.SendAsync(message);
        await ShouldCloseAsync(viewer, code);
    }

    [Fact]
    public async Task A_message_that_is_too_large_closes()
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);
        await viewer.SendAsync(new string(' ', 256 * 1024 + 1));
        await ShouldCloseAsync(viewer, 1009);
    }

    [Fact]
    public async Task A_binary_message_closes()
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);
        await viewer.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);
        await ShouldCloseAsync(viewer, 1003);
    }

    [Fact]
    public async Task Text_that_is_no_utf_8_closes()
    {
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await OpenAsync(conversation);
        await viewer.SendAsync(new byte[] { 0xc3, 0x28 }, WebSocketMessageType.Text);
        try
        {
            (await viewer.NextAsync()).ShouldBeNull();
            viewer.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
        }
        catch (WebSocketException)
        {
            // The framework sends 1007 and cuts the connection, and the cut may overtake the code.
        }

        while (server.Connections.WebSocket > 0)
            await Task.Yield();
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    public async Task Another_sites_page_is_refused(string origin, int status)
    {
        var conversation = await server.Client.BeginAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() =>
            socket.ConnectAsync(
                new($"ws://{server.Address.Authority}/conversations/{conversation}/ws"),
                CancellationToken.None
            )
        );
        ((int)socket.HttpStatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Nobody_is_connected_to_an_unknown_conversation()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() =>
            socket.ConnectAsync(
                new($"ws://{server.Address.Authority}/conversations/00000000000000000000000000/ws"),
                CancellationToken.None
            )
        );
        ((int)socket.HttpStatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Compression_is_not_agreed_to()
    {
        var conversation = await server.Client.BeginAsync();
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync(
            $"GET /conversations/{conversation}/ws HTTP/1.1\r\nHost: {server.Address.Authority}\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
        );
        var answer = await connection.ReadHeadAsync();
        answer.ShouldStartWith("HTTP/1.1 101");
        answer.ShouldNotContain("permessage-deflate");
    }

    private Task<WebSocketViewer> OpenAsync(string conversation, string? after = null) =>
        WebSocketViewer.OpenAsync(server.Address, conversation, after);

    private static async Task ShouldCloseAsync(WebSocketViewer viewer, int code)
    {
        var error = (await viewer.ReadToAsync("error"))[^1].GetProperty("error");
        error.Text("type").ShouldStartWith("urn:actorstream:");
        (await viewer.NextAsync()).ShouldBeNull();
        ((int?)viewer.CloseStatus).ShouldBe(code);
    }
}
