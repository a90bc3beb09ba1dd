using System.Net;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Http;

public sealed class Deleting_a_conversation(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Ends_its_turn_and_its_viewers_and_leaves_nothing_to_find()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var viewer = await server.ViewAsync(conversation);
        await using var socket = await WebSocketViewer.OpenAsync(server.Address, conversation);
        turn.Say("a");
        await viewer.ReadAsync(2);

        using var response = await server.Http.DeleteAsync($"/conversations/{conversation}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await turn.Released;
        while (await viewer.NextAsync() is not null) { }
        while (await socket.NextAsync() is not null) { }
        socket.CloseStatus.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        foreach (var path in (string[])["", "/events"])
        {
            await (
                await server.Http.GetAsync($"/conversations/{conversation}{path}")
            ).ShouldBeProblemAsync(404, "conversation-not-found");
        }

        await (
            await server.Http.DeleteAsync($"/conversations/{conversation}")
        ).ShouldBeProblemAsync(404, "conversation-not-found");
        using var prompt = server.Client.PromptRequest(conversation, "Still there?");
        await (await server.Http.SendAsync(prompt)).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
    }
}
