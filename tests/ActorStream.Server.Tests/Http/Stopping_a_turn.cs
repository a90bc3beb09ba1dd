using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

public sealed class Stopping_a_turn(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Is_durable_when_it_is_answered_and_gives_the_same_answer_again()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var viewer = await server.ViewAsync(conversation);
        turn.Say("a");
        await viewer.ReadAsync(2);

        var (status, body) = await server.Client.StopAsync(conversation);

        status.ShouldBe(HttpStatusCode.OK);
        body.Text("turnId").ShouldBe("t1");
        body.Text("status").ShouldBe("aborted");
        var journal = await server.Client.JournalAsync(conversation);
        journal[^1].Text("type").ShouldBe("turn-aborted");
        journal[^1].Text("reason").ShouldBe("user");
        journal[^1].Text("cursor").ShouldBe(body.Text("cursor"));
        (await viewer.NextAsync())!.Cursor.ShouldBe(body.Text("cursor"));
        await turn.Released;

        var (again, sameBody) = await server.Client.StopAsync(conversation);
        again.ShouldBe(HttpStatusCode.OK);
        sameBody.GetRawText().ShouldBe(body.GetRawText());
    }

    [Fact]
    public async Task Can_be_asked_for_by_name()
    {
        var (conversation, _, _) = await server.BeginTurnAsync();
        using var response = await server.Http.PostAsync(
            $"/conversations/{conversation}/turns/t1/stop",
            null
        );
        (await response.ShouldBeJsonAsync()).Text("turnId").ShouldBe("t1");
    }

    [Theory]
    [InlineData("t2")]
    [InlineData("t0")]
    [InlineData("t01")]
    [InlineData("1")]
    [InlineData("t99999999999")]
    public async Task Of_a_turn_that_is_not_there(string turnId)
    {
        var conversation = await server.FinishedAsync();
        await (
            await server.Http.PostAsync($"/conversations/{conversation}/turns/{turnId}/stop", null)
        ).ShouldBeProblemAsync(404, "turn-not-found");
    }

    [Fact]
    public async Task That_ended_otherwise_says_how()
    {
        var conversation = await server.FinishedAsync();
        var problem = await (
            await server.Http.PostAsync($"/conversations/{conversation}/turns/t1/stop", null)
        ).ShouldBeProblemAsync(409, "turn-ended");
        problem.Text("turnId").ShouldBe("t1");
        problem.Text("turnStatus").ShouldBe("completed");
        problem
            .Text("cursor")
            .ShouldBe((await server.Client.TranscriptAsync(conversation)).Text("cursor"));
    }

    [Fact]
    public async Task With_nothing_to_stop()
    {
        var conversation = await server.FinishedAsync();
        await (
            await server.Http.PostAsync($"/conversations/{conversation}/stop", null)
        ).ShouldBeProblemAsync(409, "no-open-turn");
        var empty = await server.Client.BeginAsync();
        await (
            await server.Http.PostAsync($"/conversations/{empty}/stop", null)
        ).ShouldBeProblemAsync(409, "no-open-turn");
    }
}
