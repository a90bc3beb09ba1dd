using ActorStream.KillRuns;
using ActorStream.KillRuns.Auditing;
using ActorStream.KillRuns.Clients;
using ActorStream.LoadClient.Tests.Fakes;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Tests.Auditing;

/// <summary>What the kill runs hold against a journal, promise by promise.</summary>
public sealed class Auditing_a_conversation : IAsyncLifetime
{
    private readonly Violations _violations = new();
    private FakeServer _server = null!;
    private ServerApi _api = null!;
    private ConversationClient _client = null!;
    private FakeConversation _journal = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _api = new ServerApi(_server.Url);
        var id = await _api.CreateConversationAsync(CancellationToken.None);
        _journal = _server.Conversation(id);
        _client = new ConversationClient(
            id,
            number: 0,
            new KillRunOptions { ServerAssembly = "", DataFolder = "" },
            () => _api,
            new ViewerCounters(),
            _violations
        );
        _client.Ledger.Sending(new SentPrompt("One", "k1", 1, 1));
        _client.Ledger.Accepted(new AcknowledgedPrompt("One", "t1", "9f3c21ab-2"));
        _journal.Add("turn-started", "t1", ("prompt", "One"));
        _journal.Add("chunk", "t1", ("kind", "text"), ("text", "Uno"));
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_whole_turn_that_the_viewer_saw_is_in_order()
    {
        _journal.Add("turn-aborted", "t1", ("reason", "user"));
        _client.Ledger.Stopped(new AcknowledgedStop("t1", "9f3c21ab-4"));
        await WatchAsync(ends: 1);

        (await AuditAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_turn_without_an_end_breaks_I9_and_I3() =>
        (await AuditAsync()).ShouldBe(["I3", "I9"]);

    [Fact]
    public async Task A_turn_with_two_ends_breaks_I9()
    {
        _journal.Add("turn-completed", "t1");
        _journal.Add("turn-interrupted", "t1");

        (await AuditAsync()).ShouldBe(["I9"]);
    }

    [Fact]
    public async Task An_acknowledged_prompt_that_is_lost_breaks_I3()
    {
        _journal.Add("turn-completed", "t1");
        _client.Ledger.Sending(new SentPrompt("Two", "k2", 1, 1));
        _client.Ledger.Accepted(new AcknowledgedPrompt("Two", "t2", "9f3c21ab-5"));

        (await AuditAsync()).ShouldBe(["I3"]);
    }

    [Fact]
    public async Task A_prompt_that_was_taken_twice_breaks_I4()
    {
        _journal.Add("turn-completed", "t1");
        _journal.Add("turn-started", "t2", ("prompt", "One"));
        _journal.Add("turn-completed", "t2");

        (await AuditAsync()).ShouldBe(["I4"]);
    }

    [Fact]
    public async Task A_chunk_after_a_confirmed_stop_breaks_I8()
    {
        _client.Ledger.Stopped(new AcknowledgedStop("t1", "9f3c21ab-4"));
        _journal.Add("chunk", "t1", ("kind", "text"), ("text", "Due"));
        _journal.Add("turn-aborted", "t1", ("reason", "user"));

        (await AuditAsync()).ShouldBe(["I8"]);
    }

    [Fact]
    public async Task Events_that_a_viewer_saw_and_the_journal_lacks_break_I1()
    {
        _journal.Add("turn-completed", "t1");
        await WatchAsync(ends: 1);
        _client.Viewers[0].Record.Fingerprints.Add(42);

        (await AuditAsync()).ShouldBe(["I1"]);
    }

    [Fact]
    public async Task An_event_that_changes_between_two_audits_breaks_I1()
    {
        _journal.Add("turn-completed", "t1");
        var audit = new ConversationAudit(_client, _violations);
        await audit.RunAsync(_api, CancellationToken.None);
        _journal.After(2).Events[0]["text"] = "Dos";
        await audit.RunAsync(_api, CancellationToken.None);

        _violations.ByPromise.Select(broken => broken.Key).ShouldBe(["I1"]);
    }

    private async Task<IEnumerable<string>> AuditAsync()
    {
        await new ConversationAudit(_client, _violations).RunAsync(_api, CancellationToken.None);
        return _violations.ByPromise.Select(broken => broken.Key);
    }

    private Task WatchAsync(int ends)
    {
        _client.Viewers[0].WantedEnds = ends;
        return _client
            .Viewers[0]
            .RunAsync(CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(30));
    }
}
