using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class Stopping_a_prompt_that_never_comes(
    Stopping_a_prompt_that_never_comes.Server server
) : IClassFixture<Stopping_a_prompt_that_never_comes.Server>
{
    [Fact]
    public async Task Ends_without_a_promise_and_does_not_stop_a_later_one()
    {
        var conversation = await server.Client.BeginAsync();

        var (status, body) = await server.Client.StopAsync(conversation, "k");

        status.ShouldBe(HttpStatusCode.Conflict);
        body.Text("type").ShouldBe("urn:actorstream:no-open-turn");
        await server.Client.PromptAsync(conversation, "Tell me", idempotencyKey: "k");
        var turn = await server.NextTurnAsync(conversation);
        await using var viewer = await server.ViewAsync(conversation);
        turn.Finish();
        (await viewer.ReadToEndOfTurnAsync())[^1].Name.ShouldBe("turn-completed");
    }

    public sealed class Server : RunningServer
    {
        protected override string Hocon => "actorstream.turns.early-stop-wait = 50ms";
    }
}
