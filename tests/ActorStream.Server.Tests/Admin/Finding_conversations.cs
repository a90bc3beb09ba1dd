using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

public sealed class Finding_conversations : IAsyncLifetime
{
    private readonly AdminServer _server = new();

    [Fact]
    public async Task Lists_the_newest_activity_first_in_pages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Insert(0, await _server.FinishedAsync());

        var first = await _server.GetAsync("/admin/conversations?limit=2");
        Ids(first).ShouldBe(ids[..2]);
        var second = await _server.GetAsync(
            $"/admin/conversations?limit=2&before={first.Text("next")}"
        );
        Ids(second).ShouldBe(ids[2..4]);
        var last = await _server.GetAsync(
            $"/admin/conversations?limit=2&before={second.Text("next")}"
        );
        Ids(last).ShouldBe(ids[4..]);
        last.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        var entry = first.GetProperty("conversations")[0];
        entry.Text("title").ShouldBe("Tell me");
        entry.GetProperty("events").GetInt64().ShouldBe(5);
        entry.GetProperty("payloadBytes").GetInt64().ShouldBeGreaterThan(200);
        entry.GetProperty("awake").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task By_state()
    {
        var idle = await _server.FinishedAsync();
        var (running, _, turn) = await _server.BeginTurnAsync();
        var deleted = await _server.FinishedAsync();
        (await _server.Http.DeleteAsync($"/conversations/{deleted}")).EnsureSuccessStatusCode();

        Ids(await FindAsync("state=idle")).ShouldBe([idle]);
        Ids(await FindAsync("state=running")).ShouldBe([running]);
        Ids(await FindAsync("state=deleted")).ShouldBe([deleted]);
        Ids(await FindAsync("")).ShouldBe([running, idle]);
        var erased = await _server.GetAsync($"/admin/conversations/{deleted}");
        erased.Text("state").ShouldBe("deleted");
        turn.Finish();
    }

    [Fact]
    public async Task Erased_ones_are_found_in_the_journal_also_after_a_restart()
    {
        var erased = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            erased.Insert(0, await _server.FinishedAsync());
            await _server.Http.DeleteAsync($"/conversations/{erased[0]}");
        }

        await _server.StartAgainAsync();

        var overview = await _server.GetAsync("/admin/overview");
        overview.GetProperty("conversations").GetProperty("known").GetInt32().ShouldBe(0);
        overview.GetProperty("conversations").GetProperty("awake").GetInt32().ShouldBe(0);
        var first = await FindAsync("state=deleted&limit=2");
        Ids(first).ShouldBe(erased[..2]);
        Ids(await FindAsync($"state=deleted&limit=2&before={first.Text("next")}"))
            .ShouldBe(erased[2..]);
        (await _server.GetAsync($"/admin/conversations/{erased[0]}"))
            .Text("state")
            .ShouldBe("deleted");
        (await _server.GetAsync($"/admin/conversations/{erased[0]}/viewers"))
            .GetProperty("viewers")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task By_text_in_title_prompts_and_answers()
    {
        var long_ = new string('x', 90);
        var first = await SaidAsync($"{long_} The Unicorn", "no horse");
        var second = await SaidAsync("about cats", "the UNICORN sleeps");
        await SaidAsync("about dogs", "nothing");

        Ids(await FindAsync("text=unicorn")).ShouldBe([first]);
        Ids(await FindAsync("text=unicorn&deep=true")).ShouldBe([second, first]);
        Ids(await FindAsync("text=CATS")).ShouldBe([second]);
        Ids(await FindAsync("text=%25")).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_text_that_was_written_in_pieces()
    {
        var found = await SaidAsync("about horses", "a uni", "corn");
        await SaidAsync("about horses", "a uni", "form");

        Ids(await FindAsync("text=unicorn&deep=true")).ShouldBe([found]);
        Ids(await FindAsync("text=unicorn")).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_text_behind_more_events_than_one_page_reads()
    {
        var found = await SaidAsync("about horses", "nothing");
        var newer = await SaidAsync("about horses", "nothing");
        await _server.AddChunksAsync(found, 110_000, "unicorn");
        await _server.AddChunksAsync(newer, 110_000, "horse");

        var first = await FindAsync("text=unicorn&deep=true");
        var second = await FindAsync($"text=unicorn&deep=true&before={first.Text("next")}");

        Ids(first).ShouldBeEmpty();
        Ids(second).ShouldBe([found]);
    }

    [Fact]
    public async Task By_size_and_age()
    {
        var small = await _server.Client.BeginAsync();
        var large = await _server.FinishedAsync();

        Ids(await FindAsync("minEvents=2")).ShouldBe([large]);
        Ids(await FindAsync("maxEvents=1")).ShouldBe([small]);
        Ids(await FindAsync("maxBytes=200")).ShouldBe([small]);
        Ids(await FindAsync("minBytes=200")).ShouldBe([large]);
        Ids(await FindAsync("olderThan=1h")).ShouldBeEmpty();
        Ids(await FindAsync("newerThan=1h")).ShouldBe([large, small]);
        Ids(await FindAsync("olderThan=2999-01-01T00:00:00Z")).ShouldBe([large, small]);
        Ids(await FindAsync("tenant=acme")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("state=dead")]
    [InlineData("limit=201")]
    [InlineData("before=x")]
    [InlineData("olderThan=yesterday")]
    [InlineData("newerThan=999999999d")]
    [InlineData("minEvents=-1")]
    [InlineData("deep=maybe")]
    public async Task With_parameters_that_are_wrong(string query) =>
        await (
            await _server.Operator.GetAsync($"/admin/conversations?{query}")
        ).ShouldBeProblemAsync(400, "invalid-request");

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private Task<JsonElement> FindAsync(string query) =>
        _server.GetAsync($"/admin/conversations?{query}");

    private async Task<string> SaidAsync(string prompt, params string[] pieces)
    {
        var conversation = await _server.Client.BeginAsync();
        await _server.Client.PromptAsync(conversation, prompt);
        (await _server.NextTurnAsync(conversation)).Say(pieces).Finish();
        await using var viewer = await _server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        return conversation;
    }

    private static IEnumerable<string?> Ids(JsonElement list) =>
        list.GetProperty("conversations")
            .EnumerateArray()
            .Select(entry => entry.Text("conversationId"));
}
