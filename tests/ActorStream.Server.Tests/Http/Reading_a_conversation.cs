using System.Net;
using System.Text.Json;
using ActorStream.Conversations.Events;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Turns;

namespace ActorStream.Server.Tests.Http;

public sealed class Reading_a_conversation(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Begins_with_its_id_and_cursor()
    {
        using var response = await server.Http.PostAsync(
            "/conversations",
            Answers.Json("{\"title\":\"Plans\"}")
        );
        var body = await response.ShouldBeJsonAsync(HttpStatusCode.Created);
        var id = body.Text("conversationId")!;
        id.Length.ShouldBe(26);
        body.Text("cursor")!.ShouldEndWith("-1");
        response.Headers.Location!.ToString().ShouldBe($"/conversations/{id}");

        var transcript = await server.Client.TranscriptAsync(id);

        transcript.Text("title").ShouldBe("Plans");
        transcript.Text("cursor").ShouldBe(body.Text("cursor"));
        transcript.GetProperty("openTurnId").ValueKind.ShouldBe(JsonValueKind.Null);
        transcript.GetProperty("turns").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Joins_adjacent_chunks_of_a_kind()
    {
        var (conversation, cursor, turn) = await server.BeginTurnAsync();
        await using var viewer = await server.ViewAsync(conversation);
        turn.Say(ChunkKind.Reasoning, "Hm.")
            .Say("a", "b")
            .Say(ChunkKind.Tool, "{}")
            .Say("c")
            .Finish(FinishReasons.Length, new(3, 4));
        var read = await viewer.ReadToEndOfTurnAsync();
        read[^1].Member("finishReason").GetString().ShouldBe("length");
        read[^1].Member("usage").GetProperty("outputTokens").GetInt64().ShouldBe(4);

        var transcript = await server.Client.TranscriptAsync(conversation);

        transcript.Text("title").ShouldBe("Tell me");
        transcript.Text("cursor").ShouldBe(read[^1].Cursor);
        var only = transcript.GetProperty("turns")[0];
        only.Text("turnId").ShouldBe("t1");
        only.Text("status").ShouldBe("completed");
        only.Text("provider").ShouldBe("scripted");
        only.Text("model").ShouldBeNull();
        only.Text("reason").ShouldBeNull();
        only.Text("finishReason").ShouldBe("length");
        only.Text("cursor").ShouldBe(cursor);
        only.GetProperty("parts")
            .EnumerateArray()
            .Select(part => $"{part.Text("kind")}:{part.Text("text")}")
            .ShouldBe(["reasoning:Hm.", "text:ab", "tool:{}", "text:c"]);
        only.Text("endedAt")!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$");
    }

    [Fact]
    public async Task Shows_an_open_turn_and_a_failed_one()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        (await server.Client.TranscriptAsync(conversation)).Text("openTurnId").ShouldBe("t1");
        await using var viewer = await server.ViewAsync(conversation);

        turn.Say("a").Fail(new InvalidOperationException("secret detail"));

        var end = (await viewer.ReadToEndOfTurnAsync())[^1];
        end.Name.ShouldBe("turn-failed");
        end.Json.ShouldNotContain("secret");
        var failed = (await server.Client.TranscriptAsync(conversation)).GetProperty("turns")[0];
        failed.Text("status").ShouldBe("failed");
        failed.GetProperty("error").Text("type").ShouldBe("urn:actorstream:provider-error");
    }

    [Fact]
    public async Task In_pages_shows_each_event_once()
    {
        var conversation = await server.FinishedAsync();

        foreach (var size in (int[])[1, 2, 3, 1000])
        {
            (await server.Client.JournalAsync(conversation, size))
                .Select(row => row.Text("type"))
                .ShouldBe(["turn-started", "chunk", "chunk", "turn-completed"], $"pages of {size}");
        }
    }

    [Fact]
    public async Task In_a_page_after_a_cursor_of_another_life_begins_with_a_reset()
    {
        var conversation = await server.FinishedAsync();
        using var response = await server.Http.GetAsync(
            $"/conversations/{conversation}/events?after=00000000-3"
        );
        var page = await response.ShouldBeJsonAsync();
        page.GetProperty("events")[0].Text("type").ShouldBe("reset");
        page.GetProperty("hasMore").GetBoolean().ShouldBeTrue();
        using var next = await server.Http.GetAsync(
            $"/conversations/{conversation}/events?after={page.Text("cursor")}"
        );
        (await next.ShouldBeJsonAsync()).GetProperty("events").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task In_a_list_comes_with_the_newest_activity_first()
    {
        var older = await server.FinishedAsync();
        var newer = await server.Client.BeginAsync();
        await ListedAsync(newer);

        var (page, next) = await ListAsync("limit=2");

        page[0].Text("conversationId").ShouldBe(newer);
        page[0].Text("status").ShouldBe("idle");
        page[1].Text("conversationId").ShouldBe(older);
        page[1].GetProperty("turns").GetInt32().ShouldBe(1);

        var all = new List<string?>();
        var token = "";
        do
        {
            (page, next) = await ListAsync($"limit=1{token}");
            all.AddRange(page.Select(entry => entry.Text("conversationId")));
            token = $"&before={next}";
        } while (next is not null);
        all.ShouldBeUnique();
        all.ShouldContain(older);
    }

    /// <summary>The list hears of a conversation by a message, so it may come a moment later.</summary>
    private async Task ListedAsync(string conversation)
    {
        while (true)
        {
            var (page, _) = await ListAsync("limit=1");
            if (page.Count > 0 && page[0].Text("conversationId") == conversation)
                return;
            await Task.Yield();
        }
    }

    private async Task<(IReadOnlyList<JsonElement> Page, string? Next)> ListAsync(string query)
    {
        using var response = await server.Http.GetAsync($"/conversations?{query}");
        var list = await response.ShouldBeJsonAsync();
        return (list.GetProperty("conversations").EnumerateArray().ToArray(), list.Text("next"));
    }
}
