using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Providers;
using ActorStream.TestKit.Systems;
using ActorStream.Turns;
using Akka.TestKit;

namespace ActorStream.Scenarios;

/// <summary>
/// Retention erases what is too old, never a conversation whose turn is open. In virtual time, on a real
/// SQLite journal.
/// </summary>
public sealed class Keeping_only_what_may_be_kept : Akka.TestKit.Xunit2.TestKit
{
    private readonly ScriptedProvider _provider = new();
    private readonly ConversationGateway _gateway;
    private readonly TemporaryFolder _data;

    public Keeping_only_what_may_be_kept()
        : this(new TemporaryFolder()) { }

    private Keeping_only_what_may_be_kept(TemporaryFolder data)
        : base(
            ScenarioConfig.Sqlite(
                data.Path,
                virtualTime: true,
                """
                actorstream.turns { first-chunk-timeout = 0, idle-timeout = 0, total-timeout = 0 }
                actorstream.retention {
                  interval = 1h
                  max-age = 10d
                  tenants { "brief" { max-age = 1d } }
                }
                """
            ),
            "retention"
        )
    {
        _data = data;
        _gateway = ConversationGateway.Start(Sys, new ProviderRegistry([_provider]));
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Conversations_go_when_their_tenants_time_is_over_and_open_ones_stay()
    {
        await LoadedAsync();
        var kept = await BeginAsync(null);
        var brief = await BeginAsync("brief");
        var open = await BeginAsync("brief");
        (
            await AskAsync(
                new SubmitPrompt(open, "?", "scripted", null, null, null, WhileRunning.Reject)
            )
        ).ShouldBeOfType<PromptAccepted>();
        var turn = await _provider.NextTurnAsync();

        Time.Advance(TimeSpan.FromHours(23));
        (await ListAsync()).Count.ShouldBe(3);
        Time.Advance(TimeSpan.FromHours(3));
        await GoneAsync(brief, step: TimeSpan.Zero);

        (await ListAsync()).ShouldBe([kept, open], ignoreOrder: true);
        turn.Say("still here").Finish();
        while (
            await AskAsync(new GetTranscript(open))
                is ConversationTranscript { OpenTurnId: not null }
        ) { }

        Time.Advance(TimeSpan.FromDays(10));
        await GoneAsync(kept, step: TimeSpan.FromHours(1));
        await GoneAsync(open, step: TimeSpan.FromHours(1));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private async Task LoadedAsync()
    {
        while (!(await _gateway.GetReadinessAsync(default)).IsReady) { }
    }

    private async Task<ConversationId> BeginAsync(string? tenant)
    {
        var id = ConversationId.New();
        (
            await AskAsync(new StartConversation(id, "0123abcd", null, tenant))
        ).ShouldBeOfType<ConversationCreated>();
        return id;
    }

    /// <summary>Waits for an erasure that is due; with a step, lets further looks come.</summary>
    private async Task GoneAsync(ConversationId id, TimeSpan step)
    {
        while ((await ListAsync()).Contains(id))
        {
            if (step > TimeSpan.Zero)
                Time.Advance(step);
        }

        (await AskAsync(new GetTranscript(id))).ShouldBe(
            new CommandRefused(RefusalReason.ConversationNotFound)
        );
    }

    private async Task<List<ConversationId>> ListAsync() =>
        [
            .. (await _gateway.ListAsync(new GetConversations(100, null), default)).Items.Select(
                entry => entry.ConversationId
            ),
        ];

    private Task<object> AskAsync(IConversationMessage message) =>
        _gateway.AskAsync(message, default);
}
