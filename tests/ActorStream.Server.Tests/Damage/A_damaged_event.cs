using System.Net;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.Damage;

/// <summary>Corruption is noticed, never served (I15), whatever it is and whenever it is met.</summary>
public sealed class A_damaged_event : IAsyncLifetime
{
    private const string Secret = "canary-of-the-answer";

    private readonly Server _server = new();

    public static TheoryData<string, long> Places
    {
        get
        {
            var places = new TheoryData<string, long>();
            foreach (var kind in StoredRow.Kinds)
                places.Add(kind, 3);
            // The start, the prompt and the end of the turn, which the list reads too.
            foreach (var sequenceNr in (long[])[1, 2, 5])
            {
                places.Add("in the text", sequenceNr);
                places.Add("identifier unknown", sequenceNr);
            }

            return places;
        }
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Met_by_a_viewer_ends_the_view_with_a_problem(string kind, long sequenceNr)
    {
        var conversation = await FinishedAsync();
        StoredRow.Damage(_server.DataFolder, conversation, sequenceNr, kind);

        await (
            await _server.Http.GetAsync($"/conversations/{conversation}/events")
        ).ShouldBeProblemAsync(500, "journal-damaged");

        await using var viewer = await _server.ViewAsync(conversation);
        var problem = await viewer.NextAsync();
        problem!.Name.ShouldBe("problem");
        problem.Cursor.ShouldBe("");
        problem.Member("type").GetString().ShouldBe("urn:actorstream:journal-damaged");
        (await viewer.NextAsync()).ShouldBeNull();

        await using var socket = await WebSocketViewer.OpenAsync(_server.Address, conversation);
        var error = await socket.NextAsync();
        error!.Value.Text("type").ShouldBe("error");
        error.Value.GetProperty("error").Text("type").ShouldBe("urn:actorstream:journal-damaged");
        (await socket.NextAsync()).ShouldBeNull();
        ((int?)socket.CloseStatus).ShouldBe(1011);

        await ShouldBeLoggedOnceAsync(conversation, sequenceNr);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Met_by_a_recovery_closes_this_conversation_and_no_other(
        string kind,
        long sequenceNr
    )
    {
        var conversation = await FinishedAsync();
        var other = await FinishedAsync();
        await _server.StopAsync();
        StoredRow.Damage(_server.DataFolder, conversation, sequenceNr, kind);
        await _server.InitializeAsync();

        foreach (var path in (string[])["", "/events", ""])
        {
            await (
                await _server.Http.GetAsync($"/conversations/{conversation}{path}")
            ).ShouldBeProblemAsync(500, "journal-damaged");
        }

        using var prompt = _server.Client.PromptRequest(conversation, "Still there?");
        await (await _server.Http.SendAsync(prompt)).ShouldBeProblemAsync(500, "journal-damaged");
        var refused = await Should.ThrowAsync<HttpRequestException>(() =>
            _server.ViewAsync(conversation)
        );
        refused.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);

        (await _server.Client.TranscriptAsync(other)).GetRawText().ShouldContain(Secret);
        await ReadyAsync();
        var list = await _server.Http.GetStringAsync("/conversations");
        list.ShouldContain(other);
        await ShouldBeLoggedOnceAsync(conversation, sequenceNr);
    }

    [Theory]
    [InlineData("in the text")]
    [InlineData("identifier unknown")]
    [InlineData("missing")]
    public async Task Can_be_erased_with_its_conversation(string kind)
    {
        var conversation = await FinishedAsync();
        await _server.StopAsync();
        StoredRow.Damage(_server.DataFolder, conversation, 3, kind);
        await _server.InitializeAsync();

        using var response = await _server.Http.DeleteAsync($"/conversations/{conversation}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await _server.Http.GetAsync($"/conversations/{conversation}")).ShouldBeProblemAsync(
            404,
            "conversation-not-found"
        );
        (await _server.Http.GetStringAsync("/conversations")).ShouldNotContain(conversation);
        StoredRow
            .Scalar(
                _server.DataFolder,
                "SELECT COUNT(*) FROM journal WHERE deleted = 0 "
                    + $"AND persistence_id = 'conversation-{conversation}'"
            )
            .ShouldBe(0L);
    }

    private async Task<string> FinishedAsync()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();
        await using var viewer = await _server.ViewAsync(conversation);
        // One after the other, so that they are events 3 and 4.
        turn.Say(Secret);
        await viewer.ReadAsync(2);
        turn.Say("world.").Finish();
        await viewer.ReadToEndOfTurnAsync();
        return conversation;
    }

    /// <summary>The server waits for nothing that it could still repair.</summary>
    private async Task ReadyAsync()
    {
        HttpStatusCode status;
        do
        {
            using var response = await _server.Http.GetAsync("/readyz");
            status = response.StatusCode;
        } while (status == HttpStatusCode.ServiceUnavailable);

        status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeLoggedOnceAsync(string conversation, long sequenceNr)
    {
        (int Id, string Text)[] lines;
        do
        {
            await Task.Yield();
            lines = [.. _server.Log.All.Where(line => line.Id == 201)];
        } while (lines.Length == 0);

        lines
            .ShouldHaveSingleItem()
            .Text.ShouldContain($"conversation {conversation}, sequence number {sequenceNr}.");
        _server.Log.All.ShouldNotContain(line => line.Text.Contains(Secret));
    }

    private sealed class Server : RunningServer
    {
        public LogLines Log { get; } = new();

        protected override string Hocon =>
            """
                actorstream.views { tail-events = 1, tail-length = 1 }
                actorstream.ask-timeout = 60s
                """;

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Logging.AddProvider(Log);
    }
}
