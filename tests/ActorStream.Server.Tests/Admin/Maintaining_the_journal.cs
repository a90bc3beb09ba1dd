using System.Net;
using System.Text;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Admin;

public sealed class Maintaining_the_journal : IAsyncLifetime
{
    private readonly AdminServer _server = new();

    [Fact]
    public async Task Counts_what_is_in_it()
    {
        var conversation = await _server.FinishedAsync();
        await _server.Client.BeginAsync();

        var stats = await _server.GetAsync("/admin/stats");

        stats.GetProperty("conversations").GetProperty("total").GetInt64().ShouldBe(2);
        stats.GetProperty("events").GetInt64().ShouldBe(6);
        stats.GetProperty("chunks").GetInt64().ShouldBe(2);
        stats.GetProperty("turns").GetProperty("completed").GetInt64().ShouldBe(1);
        stats.GetProperty("databaseBytes").GetInt64().ShouldBeGreaterThan(0);
        stats.GetProperty("byTenant")[0].GetProperty("conversations").GetInt64().ShouldBe(2);
        var largest = stats.GetProperty("largest")[0];
        largest.Text("conversationId").ShouldBe(conversation);
        largest.GetProperty("awake").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Examines_it_from_outside()
    {
        await _server.FinishedAsync();

        var doctor = await _server.GetAsync("/admin/doctor");

        var checks = doctor.GetProperty("checks").EnumerateArray().ToArray();
        checks.Single(check => check.Text("name") == "schema").Text("status").ShouldBe("ok");
        checks.ShouldAllBe(check => check.Text("detail")!.Length > 0);
        doctor
            .GetProperty("ok")
            .GetBoolean()
            .ShouldBe(checks.All(check => check.Text("status") != "failed"));
    }

    [Fact]
    public async Task Verifies_everything_or_one_conversation()
    {
        var whole = await _server.FinishedAsync();
        var damaged = await _server.FinishedAsync();
        await _server.DamageAsync(damaged, 3, Encoding.UTF8.GetBytes("{\"text\":\"other\"}"));

        var all = await VerifyAsync("{}");
        var ofOne = await VerifyAsync($"{{\"conversationId\": \"{whole}\"}}");

        var finding = all.Single(item => item.Name == "finding").Body();
        finding.Text("conversationId").ShouldBe(damaged);
        finding.GetProperty("sequenceNr").GetInt64().ShouldBe(3);
        finding.Text("kind").ShouldNotBeNullOrEmpty();
        finding.Text("reason").ShouldNotBeNullOrEmpty();
        var verified = all[^1].Body();
        all[^1].Name.ShouldBe("verified");
        verified.GetProperty("events").GetInt64().ShouldBe(10);
        verified.GetProperty("conversations").GetInt64().ShouldBe(2);
        verified.GetProperty("findings").GetInt64().ShouldBe(1);
        ofOne[^1].Body().GetProperty("findings").GetInt64().ShouldBe(0);
        ofOne[^1].Body().GetProperty("events").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task Heals_a_damaged_snapshot_of_a_conversation_that_is_in_use()
    {
        var conversation = await _server.FinishedAsync();
        await _server.AddSnapshotAsync(conversation, 4);
        await using var viewer = await _server.ViewAsync(conversation);

        var plan = await HealAsync(conversation, "{}");
        var healed = await HealAsync(conversation, "{\"apply\": true}");

        var step = plan.GetProperty("steps").EnumerateArray().Single();
        step.Text("kind").ShouldBe("drop-snapshot");
        step.GetProperty("live").GetBoolean().ShouldBeTrue();
        plan.GetProperty("offline").ValueKind.ShouldBe(JsonValueKind.Null);
        healed.GetProperty("applied").GetBoolean().ShouldBeTrue();
        (await HealAsync(conversation, "{}")).GetProperty("steps").GetArrayLength().ShouldBe(0);
        (await _server.GetAsync($"/admin/conversations/{conversation}"))
            .GetProperty("snapshots")[0]
            .GetProperty("sequenceNr")
            .GetInt64()
            .ShouldBe(5);
    }

    [Fact]
    public async Task Does_not_take_a_turn_that_is_being_answered_for_one_that_was_left()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();

        var plan = await HealAsync(conversation, "{\"apply\": true}");

        plan.GetProperty("steps").GetArrayLength().ShouldBe(0);
        turn.Finish();
    }

    [Fact]
    public async Task Exports_one_conversation_or_all()
    {
        var one = await _server.FinishedAsync();
        await _server.FinishedAsync();

        using var response = await _server.Operator.GetAsync($"/admin/conversations/{one}/export");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/jsonl");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        // A header, the events, and a last line that shows that it is whole.
        lines.Length.ShouldBe(7);
        var all = await _server.Operator.GetStringAsync("/admin/export");
        all.TrimEnd('\n').Split('\n').Length.ShouldBe(12);
        all.ShouldContain(lines[1]);
        (await _server.Operator.GetStringAsync($"/admin/export?id={one}&id={one}"))
            .TrimEnd('\n')
            .Split('\n')
            .ShouldBe(lines);
        var many = string.Join('&', Enumerable.Repeat($"id={one}", 101));
        await (await _server.Operator.GetAsync($"/admin/export?{many}")).ShouldBeProblemAsync(
            400,
            "invalid-request"
        );
        _server.Connections.Admin.ShouldBe(0);
    }

    [Theory]
    [InlineData("/admin/verify", "[]", "invalid-request")]
    [InlineData("/admin/verify", "{\"conversationId\": 1}", "invalid-request")]
    [InlineData("/admin/verify", "{", "invalid-json")]
    public async Task Refuses_bodies_that_are_wrong(string path, string body, string type) =>
        await (await PostAsync(path, body)).ShouldBeProblemAsync(400, type);

    [Fact]
    public async Task Refuses_conversations_that_are_not_there()
    {
        const string Unknown = "01234567890123456789012345";
        await (
            await PostAsync("/admin/verify", $"{{\"conversationId\": \"{Unknown}\"}}")
        ).ShouldBeProblemAsync(404, "conversation-not-found");
        await (await PostAsync($"/admin/conversations/{Unknown}/heal", "{}")).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
        await (
            await _server.Operator.GetAsync($"/admin/conversations/{Unknown}/export")
        ).ShouldBeProblemAsync(404, "conversation-not-found");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private async Task<JsonElement> HealAsync(string conversation, string body)
    {
        using var response = await PostAsync($"/admin/conversations/{conversation}/heal", body);
        return await response.ShouldBeJsonAsync(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _server.PostAsync(path, body);

    private Task<IReadOnlyList<ViewedEvent>> VerifyAsync(string body) =>
        _server.EventsAsync("/admin/verify", body);
}
