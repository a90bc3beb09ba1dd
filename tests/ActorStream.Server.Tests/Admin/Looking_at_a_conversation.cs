using System.Net;
using System.Text;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

public sealed class Looking_at_a_conversation(AdminServer server) : IClassFixture<AdminServer>
{
    private const string Unknown = "01234567890123456789012345";

    [Fact]
    public async Task Shows_what_the_database_and_its_actor_know()
    {
        var (conversation, cursor, turn) = await server.BeginTurnAsync();

        var running = await server.GetAsync($"/admin/conversations/{conversation}");

        running.Text("state").ShouldBe("running");
        running.Text("openTurnId").ShouldBe("t1");
        running.Text("incarnation").ShouldBe(cursor[..8]);
        Number(running, "events").ShouldBe(2);
        Number(running, "lastSequenceNr").ShouldBe(2);
        Number(running, "payloadBytes").ShouldBeGreaterThan(100);
        running.GetProperty("live").GetProperty("tailEvents").GetInt32().ShouldBe(2);
        running.GetProperty("damage").GetArrayLength().ShouldBe(0);
        running.TryGetProperty("summary", out _).ShouldBeFalse();

        turn.Say("Hi").Finish();
        await EndOfTurnAsync(conversation);
        var idle = await server.GetAsync($"/admin/conversations/{conversation}");
        idle.Text("state").ShouldBe("idle");
        idle.GetProperty("openTurnId").ValueKind.ShouldBe(JsonValueKind.Null);
        Number(idle, "turns").ShouldBe(1);
    }

    [Fact]
    public async Task Shows_every_row_in_pages()
    {
        var conversation = await server.FinishedAsync();

        var first = await server.GetAsync($"/admin/conversations/{conversation}/events?limit=3");
        var rows = Items(first, "events");
        rows.Select(row => Number(row, "sequenceNr")).ShouldBe([1, 2, 3]);
        rows[1].Text("manifest")!.ShouldStartWith("turn-started.");
        rows[1].GetProperty("payload").Text("prompt").ShouldBe("Tell me");
        rows[1].GetProperty("raw").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[1].GetProperty("damage").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[1].Text("writer").ShouldNotBeNullOrEmpty();
        rows[1].GetProperty("deleted").GetBoolean().ShouldBeFalse();
        rows[1].TryGetProperty("conversationId", out _).ShouldBeFalse();
        Number(first, "next").ShouldBe(4);

        var rest = await server.GetAsync($"/admin/conversations/{conversation}/events?from=4");
        Items(rest, "events").Select(row => Number(row, "sequenceNr")).ShouldBe([4, 5]);
        rest.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var middle = await server.GetAsync(
            $"/admin/conversations/{conversation}/events?from=2&to=3"
        );
        Items(middle, "events").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Follows_it_from_a_place_on()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var stream = await server.StreamAsync(
            $"/admin/conversations/{conversation}/events?after=1"
        );
        var stored = await stream.NextAsync();
        (stored!.Name, stored.Cursor).ShouldBe(("row", "2"));

        // A line break in a text must not end an event of the stream.
        turn.Say("one\n\nevent: row\ndata: {}");
        var live = await stream.NextAsync();
        live!.Cursor.ShouldBe("3");
        live.Body().GetProperty("payload").Text("text").ShouldBe("one\n\nevent: row\ndata: {}");
        turn.Say("two").Finish();
        (await stream.ReadAsync(2)).Select(row => row.Cursor).ShouldBe(["4", "5"]);

        await using var resumed = await server.StreamAsync(
            $"/admin/conversations/{conversation}/events?after=1",
            lastEventId: "4"
        );
        (await resumed.NextAsync())!.Cursor.ShouldBe("5");
    }

    [Fact]
    public async Task Follows_it_until_it_is_erased()
    {
        var conversation = await server.FinishedAsync();
        await using var stream = await server.StreamAsync(
            $"/admin/conversations/{conversation}/events?after=4"
        );
        await stream.ReadAsync(1);

        using var deleted = await server.Operator.DeleteAsync(
            $"/admin/conversations/{conversation}"
        );

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        while (await stream.NextAsync() is { } row)
            row.Body().Text("manifest")!.ShouldStartWith("conversation-deleted.");
    }

    [Fact]
    public async Task Follows_all_conversations_in_the_order_of_writing()
    {
        var (first, _, turn) = await server.BeginTurnAsync();
        await using var tail = await server.StreamAsync("/admin/journal");
        var (second, _, other) = await server.BeginTurnAsync();
        turn.Say("a").Finish();
        await EndOfTurnAsync(first);
        other.Finish();

        var rows = await tail.ReadAsync(5);

        rows.Select(row => row.Body().Text("conversationId"))
            .ShouldBe([second, second, first, first, second]);
        rows.Select(row => long.Parse(row.Cursor)).ShouldBeInOrder();
        var page = await server.GetAsync(
            $"/admin/journal?limit=2&after={long.Parse(rows[0].Cursor) - 1}"
        );
        Items(page, "events").Select(row => row.Text("conversationId")).ShouldBe([second, second]);
        Number(page, "next").ShouldBe(long.Parse(rows[1].Cursor));
        var end = await server.GetAsync("/admin/journal?last=2&limit=1");
        Items(end, "events").Select(row => row.Text("conversationId")).ShouldBe([first]);
        Number(end, "next").ShouldBe(long.Parse(rows[3].Cursor));
    }

    [Fact]
    public async Task Shows_its_turns_in_time()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        turn.Say("Hello, ", "world.");
        await using var viewer = await server.ViewAsync(conversation);
        await viewer.ReadAsync(3);
        await server.Client.StopAsync(conversation);

        var body = await server.GetAsync($"/admin/conversations/{conversation}/timeline");

        var line = Items(body, "turns").Single();
        line.Text("status").ShouldBe("aborted");
        line.Text("reason").ShouldBe("user");
        line.Text("prompt").ShouldBe("Tell me");
        Number(line, "chunks").ShouldBe(2);
        Number(line, "textLength").ShouldBe(13);
        (Number(line, "firstSequenceNr"), Number(line, "lastSequenceNr")).ShouldBe((2, 5));
        line.GetProperty("durationMilliseconds").GetDouble().ShouldBeGreaterThan(0);
        Items(line, "buckets").Sum(bucket => Number(bucket, "characters")).ShouldBe(13);
    }

    [Fact]
    public async Task Shows_rows_that_cannot_be_read_as_they_are()
    {
        var conversation = await server.FinishedAsync();
        await server.DamageAsync(conversation, 3, Encoding.UTF8.GetBytes("{\"turnId\":"));
        await server.DamageAsync(
            conversation,
            4,
            Encoding.UTF8.GetBytes("{\n\n\"x\": \"\\ud800\"}")
        );

        var rows = Items(
            await server.GetAsync($"/admin/conversations/{conversation}/events"),
            "events"
        );

        foreach (var row in rows[2..4])
        {
            row.GetProperty("payload").ValueKind.ShouldBe(JsonValueKind.Null);
            Convert.FromBase64String(row.Text("raw")!).Length.ShouldBe((int)Number(row, "bytes"));
            row.GetProperty("damage").Text("reason").ShouldNotBeNullOrEmpty();
        }

        var detail = await server.GetAsync($"/admin/conversations/{conversation}");
        Items(detail, "damage").Select(item => Number(item, "sequenceNr")).ShouldBe([3, 4]);
        var timeline = await server.GetAsync($"/admin/conversations/{conversation}/timeline");
        Number(Items(timeline, "turns").Single(), "chunks").ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    [InlineData("/timeline")]
    [InlineData("/viewers")]
    public async Task That_is_not_there(string path)
    {
        foreach (var id in new[] { Unknown, "nonsense", "..%2f" })
        {
            await (
                await server.Operator.GetAsync($"/admin/conversations/{id}{path}")
            ).ShouldBeProblemAsync(404, "conversation-not-found");
        }
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("from=-1")]
    [InlineData("to=x")]
    [InlineData("from=99999999999999999999")]
    public async Task With_parameters_that_are_wrong(string query)
    {
        var conversation = await server.Client.BeginAsync();
        await (
            await server.Operator.GetAsync($"/admin/conversations/{conversation}/events?{query}")
        ).ShouldBeProblemAsync(400, "invalid-request");
    }

    private async Task EndOfTurnAsync(string conversation)
    {
        await using var viewer = await server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
    }

    private static JsonElement[] Items(JsonElement json, string member) =>
        json.GetProperty(member).EnumerateArray().ToArray();

    private static long Number(JsonElement json, string member) =>
        json.GetProperty(member).GetInt64();
}
