using System.Net;
using System.Text.Json;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Healing;

/// <summary>
/// An operator heals one damaged conversation through the running server; all others go on (I2, I5, I10, I15).
/// </summary>
public abstract class Healing_a_conversation : IAsyncLifetime
{
    private protected abstract HealedServer Server { get; }

    [Theory]
    [InlineData(3, "cut", "replace", "chunk")]
    [InlineData(3, "missing", "fill", "chunk")]
    [InlineData(2, "cut", "replace", "prompt")]
    [InlineData(2, "missing", "fill", "prompt")]
    [InlineData(1, "missing", "fill", "start")]
    [InlineData(5, "cut", "replace", "end")]
    public async Task Replaces_what_cannot_be_read_and_tells_what_is_lost(
        long sequenceNr,
        string harm,
        string kind,
        string lost
    )
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, sequenceNr, harm);

        var plan = await HealAsync(conversation, "{}");
        var healed = await HealAsync(conversation, """{"apply": true}""");

        plan.GetProperty("applied").GetBoolean().ShouldBeFalse();
        plan.GetProperty("offline").ValueKind.ShouldBe(JsonValueKind.Null);
        plan.GetProperty("quarantine").ValueKind.ShouldBe(JsonValueKind.Null);
        plan.GetProperty("findings").GetArrayLength().ShouldBeGreaterThan(0);
        healed.GetProperty("applied").GetBoolean().ShouldBeTrue();
        healed.GetProperty("steps").GetRawText().ShouldBe(plan.GetProperty("steps").GetRawText());
        var step = healed.GetProperty("steps").EnumerateArray().Last();
        step.Text("kind").ShouldBe(kind);
        step.Text("lost").ShouldBe(lost);
        step.GetProperty("sequenceNr").GetInt64().ShouldBe(sequenceNr);
        step.GetProperty("live").GetBoolean().ShouldBeTrue();
        await ShouldBeWholeAsync(conversation);
        (await HealAsync(conversation, """{"apply": true}"""))
            .GetProperty("applied")
            .GetBoolean()
            .ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_the_damaged_rows_in_a_private_file()
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, 3, "cut");

        var healed = await HealAsync(conversation, """{"apply": true}""");

        var file = healed.Text("quarantine").ShouldNotBeNull();
        Path.GetDirectoryName(file).ShouldBe(Server.DataFolder);
        Path.GetFileName(file).ShouldStartWith($"conversation-{conversation}.quarantine-");
        (await File.ReadAllLinesAsync(file)).ShouldHaveSingleItem().ShouldContain(conversation);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_viewer_who_stays_connected_sees_no_gap()
    {
        var conversation = await Server.FinishedAsync();
        await using var viewer = await Server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        await Server.HarmAsync(conversation, 3, "missing");

        await HealAsync(conversation, """{"apply": true}""");
        await AnswerAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();

        viewer.Seen.Select(seen => seen.SequenceNr).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        viewer.Seen[1].Json.ShouldContain("Hello, ");
        await using var late = await Server.ViewAsync(conversation);
        await late.ReadToEndOfTurnAsync();
        await late.ReadToEndOfTurnAsync();
        late.Seen.Select(seen => seen.SequenceNr).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        late.Seen[1].Member("kind").GetString().ShouldBe("lost");
    }

    [Fact]
    public async Task A_viewer_of_a_conversation_whose_start_is_lost_gets_one_reset()
    {
        var conversation = await Server.FinishedAsync();
        await using var viewer = await Server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        await Server.HarmAsync(conversation, 1, "missing");

        await HealAsync(conversation, """{"apply": true}""");
        await AnswerAsync(conversation);
        while (viewer.Seen.Count < 4 + 1 + 7)
            await viewer.NextAsync();

        viewer.Seen[4].Name.ShouldBe("reset");
        viewer.Seen.Skip(5).Select(seen => seen.SequenceNr).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task The_list_tells_what_is_true_now()
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, 2, "missing");

        await HealAsync(conversation, """{"apply": true}""");

        var entry = await EntryAsync(conversation);
        entry.Text("title").ShouldBeNullOrEmpty();
        entry.Text("state").ShouldBe("idle");
        (await Server.GetAsync($"/admin/conversations/{conversation}"))
            .GetProperty("damage")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task A_turn_that_is_being_answered_is_not_disturbed()
    {
        var conversation = await Server.FinishedAsync();
        await using var viewer = await Server.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        await Server.Client.PromptAsync(conversation, "Go on");
        var turn = await Server.NextTurnAsync(conversation);
        await Server.HarmAsync(conversation, 3, "cut");

        using var refused = await PostAsync(conversation, """{"apply": true}""");
        var problem = await refused.ShouldBeProblemAsync(409, "turn-running");

        problem.Text("turnId").ShouldBe("t2");
        turn.Say("Still here.").Finish();
        await viewer.ReadToEndOfTurnAsync();
        viewer.Seen[^1].Name.ShouldBe("turn-completed");
        await HealAsync(conversation, """{"apply": true}""");
        await ShouldBeWholeAsync(conversation);
    }

    /// <summary>
    /// An actor that died of a failed write may have a snapshot under way, which knows nothing of what is healed.
    /// </summary>
    [EngineFact(
        "Akka.Persistence.Sql promises no order between saving a snapshot and loading one."
    )]
    public async Task What_a_dead_actor_was_saving_comes_before_it_and_not_behind()
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, 3, "cut");
        Task<JsonElement> healing;
        await using (var somebody = Server.Connect())
        {
            await somebody.OpenAsync();
            await using var writing = await somebody.BeginTransactionAsync();
            await Server.HinderSnapshotsAsync(somebody);
            Server.SaveSnapshot(conversation, 5);
            healing = HealAsync(conversation, """{"apply": true}""");
            for (var i = 0; i < 100; i++)
                await Server.GetAsync("/admin/overview");
            healing.IsCompleted.ShouldBeFalse();
        }

        var steps = (await healing).GetProperty("steps").EnumerateArray();

        steps
            .Select(step => (step.Text("kind"), step.GetProperty("sequenceNr").GetInt64()))
            .ShouldBe([("replace", 3), ("drop-snapshot", 5)]);
        await ShouldBeWholeAsync(conversation);
    }

    [Fact]
    public async Task A_plan_that_was_made_of_other_rows_is_refused()
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, 3, "cut");
        var plan = (await HealAsync(conversation, "{}")).Text("plan");
        await Server.HarmAsync(conversation, 4, "missing");
        var apply = $$"""{"apply": true, "plan": "{{plan}}"}""";

        using var refused = await PostAsync(conversation, apply);
        await refused.ShouldBeProblemAsync(409, "plan-changed");

        plan = (await HealAsync(conversation, "{}")).Text("plan");
        apply = $$"""{"apply": true, "plan": "{{plan}}"}""";
        (await HealAsync(conversation, apply)).GetProperty("applied").GetBoolean().ShouldBeTrue();
        await ShouldBeWholeAsync(conversation);
    }

    [Fact]
    public async Task Events_that_contradict_each_other_are_left_alone_and_it_says_why()
    {
        var conversation = await Server.FinishedAsync();
        await Server.HarmAsync(conversation, 5, "twice");

        var answer = await HealAsync(conversation, """{"apply": true}""");

        answer.GetProperty("applied").GetBoolean().ShouldBeFalse();
        answer.Text("obstacle").ShouldNotBeNull().ShouldContain("contradict each other");
        answer.GetProperty("steps").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Others_are_answered_while_it_is_done()
    {
        var damaged = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            damaged.Add(await Server.FinishedAsync());
            await Server.HarmAsync(damaged[i], 3, "missing");
        }

        using var done = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteAsync(done.Token)));
        var writing = others.ToArray();
        foreach (var conversation in damaged)
            await HealAsync(conversation, """{"apply": true}""");
        await done.CancelAsync();

        foreach (var (conversation, turns) in await Task.WhenAll(writing))
        {
            var journal = await Server.Client.JournalAsync(conversation);
            journal.Count.ShouldBe(turns * 3);
            journal.ShouldAllBe(row => row.Text("type") != "turn-interrupted");
        }

        foreach (var conversation in damaged)
            await ShouldBeWholeAsync(conversation);
    }

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();

    /// <summary>One turn after the other until it is told to stop.</summary>
    private async Task<(string Conversation, int Turns)> WriteAsync(CancellationToken until)
    {
        var conversation = await Server.Client.BeginAsync();
        await using var viewer = await Server.ViewAsync(conversation);
        var turns = 0;
        do
        {
            await Server.Client.PromptAsync(
                conversation,
                "Go",
                "demo",
                new() { ["chunks"] = 1, ["chunksPerSecond"] = 0 }
            );
            await viewer.ReadToEndOfTurnAsync();
            turns++;
        } while (!until.IsCancellationRequested);

        return (conversation, turns);
    }

    private async Task AnswerAsync(string conversation)
    {
        await Server.Client.PromptAsync(conversation, "And then?");
        (await Server.NextTurnAsync(conversation)).Say("More.").Finish();
    }

    /// <summary>It is served, it goes on, and a verification finds nothing.</summary>
    private async Task ShouldBeWholeAsync(string conversation)
    {
        await AnswerAsync(conversation);
        await using var viewer = await Server.ViewAsync(conversation);
        while (!viewer.Seen.Any(seen => seen.Json.Contains("And then?", StringComparison.Ordinal)))
            await viewer.NextAsync();
        await viewer.ReadToEndOfTurnAsync();
        viewer.Seen[^1].Name.ShouldBe("turn-completed");
        viewer
            .Seen.Select(seen => seen.SequenceNr)
            .ShouldBe(Enumerable.Range(2, viewer.Seen.Count).Select(nr => (long)nr));
        var verified = await Server.EventsAsync(
            "/admin/verify",
            $$"""{"conversationId": "{{conversation}}"}"""
        );
        verified[^1].Body().GetProperty("findings").GetInt64().ShouldBe(0);
    }

    private async Task<JsonElement> EntryAsync(string conversation) =>
        (await Server.GetAsync("/admin/conversations"))
            .GetProperty("conversations")
            .EnumerateArray()
            .Single(one => one.Text("conversationId") == conversation);

    private async Task<JsonElement> HealAsync(string conversation, string body)
    {
        using var response = await PostAsync(conversation, body);
        return await response.ShouldBeJsonAsync(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> PostAsync(string conversation, string body) =>
        Server.PostAsync($"/admin/conversations/{conversation}/heal", body);
}

public sealed class Healing_a_conversation_on_sqlite : Healing_a_conversation
{
    private protected override HealedServer Server { get; } = new();
}

public sealed class Healing_a_conversation_on_postgres : Healing_a_conversation
{
    private protected override HealedServer Server { get; } = new HealedPostgresServer();
}
