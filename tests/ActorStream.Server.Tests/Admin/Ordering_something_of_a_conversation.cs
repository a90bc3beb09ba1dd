using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

public sealed class Ordering_something_of_a_conversation(AdminServer server)
    : IClassFixture<AdminServer>
{
    [Fact]
    public async Task A_stop_is_the_same_as_the_clients()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();

        var stopped = await (await OrderAsync(conversation, "stop")).ShouldBeJsonAsync();

        stopped.Text("turnId").ShouldBe("t1");
        stopped.Text("status").ShouldBe("aborted");
        await turn.Released;
        var (status, same) = await server.Client.StopAsync(conversation);
        status.ShouldBe(HttpStatusCode.OK);
        same.GetRawText().ShouldBe(stopped.GetRawText());
    }

    [Fact]
    public async Task A_snapshot_is_taken_between_turns_only_and_not_twice()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        var refused = await (await OrderAsync(conversation, "snapshot")).ShouldBeProblemAsync(
            409,
            "turn-running"
        );
        refused.Text("turnId").ShouldBe("t1");
        turn.Say("Hi").Finish();
        await using var viewer = await server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();

        for (var time = 0; time < 2; time++)
        {
            var taken = await (await OrderAsync(conversation, "snapshot")).ShouldBeJsonAsync();
            taken.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        }

        var detail = await server.GetAsync($"/admin/conversations/{conversation}");
        var snapshot = detail.GetProperty("snapshots").EnumerateArray().Single();
        snapshot.GetProperty("sequenceNr").GetInt64().ShouldBe(4);
        snapshot.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task An_erasure_leaves_nothing_to_find()
    {
        var conversation = await server.FinishedAsync();

        using var erased = await server.Operator.DeleteAsync(
            $"/admin/conversations/{conversation}"
        );

        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await server.Http.GetAsync($"/conversations/{conversation}")).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
        server.Log.All.ShouldContain(line => line.Text.Contains($"delete {conversation}"));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("snapshot")]
    public async Task Of_one_that_is_not_there(string order)
    {
        foreach (var id in new[] { "01234567890123456789012345", "nonsense" })
        {
            await (await OrderAsync(id, order)).ShouldBeProblemAsync(404, "conversation-not-found");
        }
    }

    private Task<HttpResponseMessage> OrderAsync(string conversation, string order) =>
        server.Operator.PostAsync($"/admin/conversations/{conversation}/{order}", null);
}
