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

    /// <summary>A stray update is no order to erase: the last row seems to be gone, the others are there.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task Of_which_the_row_is_marked_as_deleted_costs_no_other(int snapshotAfter)
    {
        _server.SnapshotAfter = snapshotAfter;
        await _server.StartAgainAsync();
        var conversation = await FinishedAsync();
        await _server.Client.PromptAsync(conversation, "And then?");
        var turn = await _server.NextTurnAsync(conversation);
        turn.Say("Nothing.").Finish();
        await using (var viewer = await _server.ViewAsync(conversation))
        {
            await viewer.ReadToEndOfTurnAsync();
            await viewer.ReadToEndOfTurnAsync();
        }

        await _server.StopAsync();
        Rows("deleted = 0").ShouldBe(8);
        StoredRow.Scalar(
            _server.DataFolder,
            "UPDATE journal SET deleted = 1 WHERE sequence_number = 8"
        );

        await _server.InitializeAsync();

        await (await _server.Http.GetAsync($"/conversations/{conversation}")).ShouldBeProblemAsync(
            500,
            "journal-damaged"
        );
        await _server.StopAsync();
        Rows("deleted = 0").ShouldBe(7);

        long Rows(string which) =>
            (long)
                StoredRow.Scalar(
                    _server.DataFolder,
                    $"SELECT count(*) FROM journal WHERE {which} "
                        + $"AND persistence_id = 'conversation-{conversation}'"
                )!;
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

        public int SnapshotAfter { get; set; } = 1_000;

        protected override string Hocon =>
            $$"""
                actorstream.conversations.snapshot-after-events = {{SnapshotAfter}}
                actorstream.views { tail-events = 1, tail-length = 1 }
                actorstream.ask-timeout = 60s
                """;

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Logging.AddProvider(Log);
    }
}
