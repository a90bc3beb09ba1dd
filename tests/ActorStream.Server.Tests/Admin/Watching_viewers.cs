using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Admin;

public sealed class Watching_viewers(Watching_viewers.Server server)
    : IClassFixture<Watching_viewers.Server>
{
    [Fact]
    public async Task Each_is_shown_with_what_it_was_handed()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var sse = await server.ViewAsync(conversation);
        await using var socket = await WebSocketViewer.OpenAsync(server.Address, conversation);
        turn.Say("Hello");
        await sse.ReadAsync(2);
        await socket.NextAsync();
        await socket.NextAsync();

        var viewers = await ViewersAsync(conversation, all => all.All(v => Number(v, "lag") == 0));

        viewers.Select(viewer => viewer.Text("kind")).Order().ShouldBe(["sse", "webSocket"]);
        foreach (var viewer in viewers)
        {
            viewer.Text("viewerId")!.ShouldStartWith("v");
            Number(viewer, "sequenceNr").ShouldBe(3);
            Number(viewer, "deliveredEvents").ShouldBe(2);
            Number(viewer, "deliveredBytes").ShouldBeGreaterThan(100);
            viewer.Text("cursor")!.ShouldEndWith("-3");
        }

        var detail = await server.GetAsync($"/admin/conversations/{conversation}");
        Number(detail, "viewers").ShouldBe(2);
        turn.Finish();
    }

    [Fact]
    public async Task One_that_does_not_read_lags_behind_and_the_others_do_not()
    {
        const int Chunks = 4_000;
        var (conversation, _, turn) = await server.BeginTurnAsync();
        using var deaf = await RawConnection.OpenAsync(server.Address);
        await deaf.SendAsync(
            $"GET /conversations/{conversation}/events HTTP/1.1\r\nHost: {server.Address.Authority}\r\n"
                + "Accept: text/event-stream\r\n\r\n"
        );
        await using var keen = await server.ViewAsync(conversation);
        // More than sockets and buffers between the two hold.
        var text = new string('x', 4_000);
        for (var i = 0; i < Chunks; i++)
            turn.Say(text);
        turn.Finish();
        await keen.ReadToEndOfTurnAsync();

        var viewers = await ViewersAsync(
            conversation,
            all => all.Length == 2 && Number(all[^1], "lag") == 0
        );

        Number(viewers[0], "lag").ShouldBeGreaterThan(Chunks / 8);
        (Number(viewers[0], "lag") + Number(viewers[0], "sequenceNr")).ShouldBe(Chunks + 3);
        Number(viewers[1], "deliveredEvents").ShouldBe(Chunks + 2);
    }

    [Fact]
    public async Task A_hundred_that_come_and_go_leave_nothing()
    {
        var conversation = await server.FinishedAsync();
        for (var i = 0; i < 100; i++)
        {
            var viewer = await server.ViewAsync(conversation);
            await using var stream = await server.StreamAsync(
                $"/admin/conversations/{conversation}/events"
            );
            await viewer.ReadAsync(1 + i % 4);
            if (i % 2 == 0)
                viewer.Close();
            else
                viewer.Reset();
            await viewer.DisposeAsync();
            stream.Reset();
        }

        (await ViewersAsync(conversation, all => all.Length == 0)).ShouldBeEmpty();
        while (server.Connections.Admin > 0)
            await Task.Yield();
        server.Connections.Sse.ShouldBe(0);
        server.Connections.Viewers.ShouldBeEmpty();
    }

    private async Task<JsonElement[]> ViewersAsync(
        string conversation,
        Func<JsonElement[], bool> until
    )
    {
        while (true)
        {
            var body = await server.GetAsync($"/admin/conversations/{conversation}/viewers");
            var viewers = body.GetProperty("viewers").EnumerateArray().ToArray();
            if (until(viewers))
                return viewers;
        }
    }

    private static long Number(JsonElement json, string member) =>
        json.GetProperty(member).GetInt64();

    public sealed class Server : AdminServer
    {
        // Longer answers than sockets can hold.
        protected override string Hocon => "actorstream.turns.max-answer-length = 67108864";
    }
}
