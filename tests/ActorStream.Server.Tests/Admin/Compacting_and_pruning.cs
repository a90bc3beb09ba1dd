using System.Net;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Admin;

/// <summary>What once needed the server to be stopped, done by the conversations themselves.</summary>
public sealed class Compacting_and_pruning : IAsyncLifetime
{
    private readonly AdminServer _server = new();

    [Fact]
    public async Task A_conversation_keeps_one_snapshot_and_every_event()
    {
        var conversation = await _server.FinishedAsync();
        await _server.AddSnapshotAsync(conversation, 2);
        await _server.AddSnapshotAsync(conversation, 3);
        await using var viewer = await _server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();

        using var answer = await _server.PostAsync(
            $"/admin/conversations/{conversation}/compact",
            "{}"
        );

        (await answer.ShouldBeJsonAsync()).GetProperty("sequenceNr").GetInt64().ShouldBe(5);
        (await SnapshotsAsync(conversation)).ShouldBe([5]);
        // Who begins, and who goes on, miss nothing and are not reset.
        await using var anew = await _server.ViewAsync(conversation);
        await anew.ReadToEndOfTurnAsync();
        anew.Seen.Select(one => one.Json).ShouldBe(viewer.Seen.Select(one => one.Json));
        (await VerifyAsync()).GetProperty("findings").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task All_that_keep_too_many_are_compacted_and_one_with_an_open_turn_is_passed_over()
    {
        var one = await _server.FinishedAsync();
        var other = await _server.FinishedAsync();
        var (open, _, turn) = await _server.BeginTurnAsync();
        foreach (var conversation in new[] { one, other, open })
        {
            await _server.AddSnapshotAsync(conversation, 1);
            await _server.AddSnapshotAsync(conversation, 2);
        }

        var end = await _server.OrderAsync("/admin/compact", "compacted");

        end.GetProperty("conversations").GetInt64().ShouldBe(2);
        end.GetProperty("droppedSnapshots").GetInt64().ShouldBe(2);
        end.GetProperty("skipped").GetInt64().ShouldBe(1);
        (await SnapshotsAsync(one)).ShouldBe([5]);
        (await SnapshotsAsync(other)).ShouldBe([5]);
        (await SnapshotsAsync(open)).ShouldBe([1, 2]);
        turn.Finish();
    }

    [Fact]
    public async Task A_filter_chooses_what_is_compacted()
    {
        var conversation = await _server.FinishedAsync();
        await _server.AddSnapshotAsync(conversation, 1);
        await _server.AddSnapshotAsync(conversation, 2);

        var none = await _server.OrderAsync("/admin/compact?tenant=acme", "compacted");
        var all = await _server.OrderAsync("/admin/compact?minEvents=5", "compacted");

        none.GetProperty("conversations").GetInt64().ShouldBe(0);
        all.GetProperty("conversations").GetInt64().ShouldBe(1);
        using var wrong = await _server.PostAsync("/admin/compact?minEvents=many", null);
        await wrong.ShouldBeProblemAsync(400, "invalid-request");
    }

    [Fact]
    public async Task A_pruning_says_what_would_go_before_it_goes()
    {
        var oldest = await _server.FinishedAsync();
        var newest = await _server.FinishedAsync();
        var bytes = (await _server.GetAsync($"/admin/conversations/{newest}"))
            .GetProperty("payloadBytes")
            .GetInt64();

        var planned = await _server.EventsAsync("/admin/prune", $"{{\"maxBytes\": {bytes}}}");
        var kept = await _server.Http.GetAsync($"/conversations/{oldest}");
        var pruned = await _server.EventsAsync(
            "/admin/prune",
            $"{{\"maxBytes\": {bytes}, \"apply\": true}}"
        );

        var going = planned.Single(one => one.Name == "going").Body();
        going.Text("conversationId").ShouldBe(oldest);
        going.Text("reason").ShouldBe("size");
        planned[^1].Body().GetProperty("erased").GetInt64().ShouldBe(0);
        kept.StatusCode.ShouldBe(HttpStatusCode.OK);
        pruned[^1].Name.ShouldBe("pruned");
        pruned[^1].Body().GetProperty("erased").GetInt64().ShouldBe(1);
        await (await _server.Http.GetAsync($"/conversations/{oldest}")).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
        (await _server.Http.GetAsync($"/conversations/{newest}")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        _server.Log.All.ShouldContain(line => line.Text.Contains("ordered: prune"));
    }

    [Fact]
    public async Task A_conversation_that_lacks_events_is_left_to_be_repaired()
    {
        var conversation = await _server.FinishedAsync();
        await _server.StopAsync();
        StoredRow.Damage(_server.DataFolder, conversation, 3, "missing");
        await _server.InitializeAsync();

        var pruned = await _server.EventsAsync(
            "/admin/prune",
            """{"maxEvents": 1, "apply": true}"""
        );

        pruned.ShouldContain(one => one.Name == "going");
        pruned[^1].Body().GetProperty("erased").GetInt64().ShouldBe(0);
        (await _server.GetAsync("/admin/stats")).GetProperty("events").GetInt64().ShouldBe(4);
    }

    [Fact]
    public async Task All_tenants_together_can_have_a_limit_and_an_open_turn_is_never_pruned()
    {
        var (open, _, turn) = await _server.BeginTurnAsync();
        var idle = await _server.FinishedAsync();

        var pruned = await _server.EventsAsync(
            "/admin/prune",
            """{"maxTotalBytes": 1, "apply": true}"""
        );

        pruned
            .Where(one => one.Name == "going")
            .Select(one => one.Body().Text("conversationId"))
            .ShouldBe([idle]);
        turn.Finish();
        await using var viewer = await _server.ViewAsync(open);
        await viewer.ReadToEndOfTurnAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"maxAge": "soon"}""")]
    [InlineData("""{"maxEvents": 0}""")]
    [InlineData("""{"maxBytes": "1"}""")]
    [InlineData("""{"maxEvents": 1, "apply": "yes"}""")]
    [InlineData("""{"maxTotalBytes": 1, "tenant": "acme"}""")]
    public async Task An_order_that_says_not_what_is_kept_is_refused(string body)
    {
        using var refused = await _server.PostAsync("/admin/prune", body);
        await refused.ShouldBeProblemAsync(400, "invalid-request");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private async Task<long[]> SnapshotsAsync(string conversation) =>
        [
            .. (await _server.GetAsync($"/admin/conversations/{conversation}"))
                .GetProperty("snapshots")
                .EnumerateArray()
                .Select(snapshot => snapshot.GetProperty("sequenceNr").GetInt64()),
        ];

    private Task<JsonElement> VerifyAsync() => _server.OrderAsync("/admin/verify", "verified");
}

public sealed class A_server_that_keeps_only_so_many_bytes(
    A_server_that_keeps_only_so_many_bytes.Server server
) : IClassFixture<A_server_that_keeps_only_so_many_bytes.Server>
{
    [Fact]
    public async Task The_oldest_conversation_goes_by_itself()
    {
        var oldest = await server.FinishedAsync();
        await server.FinishedAsync();

        // It is looked at ten times a second.
        HttpResponseMessage answer;
        do
        {
            answer = await server.Http.GetAsync($"/conversations/{oldest}");
        } while (answer.StatusCode == HttpStatusCode.OK);

        await answer.ShouldBeProblemAsync(404, "conversation-not-found");
    }

    public sealed class Server : AdminServer
    {
        protected override string Hocon =>
            "actorstream.retention { interval = 100ms, max-total-bytes = 900 }";
    }
}
