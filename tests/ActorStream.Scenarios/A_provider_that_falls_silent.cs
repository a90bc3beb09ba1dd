using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Providers;
using ActorStream.TestKit.Systems;
using ActorStream.Turns;
using ActorStream.Views;
using Akka.Streams.Dsl;
using Akka.TestKit;

namespace ActorStream.Scenarios;

/// <summary>
/// The time-outs stand round the whole turn. On expiry there is one terminal event, the provider is let
/// go, and the conversation takes the next prompt (I9). In virtual time, on a real SQLite journal.
/// </summary>
public sealed class A_provider_that_falls_silent : Akka.TestKit.Xunit2.TestKit
{
    private readonly ScriptedProvider _provider = new();
    private readonly ConversationGateway _gateway;
    private readonly TemporaryFolder _data;

    public A_provider_that_falls_silent()
        : this(new TemporaryFolder()) { }

    private A_provider_that_falls_silent(TemporaryFolder data)
        : base(
            ScenarioConfig.Sqlite(
                data.Path,
                virtualTime: true,
                """
                actorstream.turns {
                  first-chunk-timeout = 60s
                  idle-timeout = 20s
                  total-timeout = 300s
                }
                """
            ),
            "silent"
        )
    {
        _data = data;
        _gateway = ConversationGateway.Start(Sys, new ProviderRegistry([_provider]));
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task Without_a_first_chunk_the_turn_ends_after_the_first_time_out()
    {
        var (id, turn) = await BeginAsync();

        Time.Advance(TimeSpan.FromSeconds(59));
        turn.Released.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromSeconds(2));

        (await EndAsync(id)).Type.ShouldBe(TurnFailureTypes.FirstChunkTimeout);
        await turn.Released;
        await NextPromptWorksAsync(id);
    }

    [Fact]
    public async Task Silence_after_a_chunk_ends_the_turn_and_keeps_what_was_said()
    {
        var (id, turn) = await BeginAsync();
        turn.Say("a");
        await SeenAsync(id, 2);

        for (var second = 0; second < 26; second++)
            Time.Advance(TimeSpan.FromSeconds(1));

        (await EndAsync(id)).Type.ShouldBe(TurnFailureTypes.IdleTimeout);
        await turn.Released;
        var transcript = await TranscriptAsync(id);
        transcript.Turns[0].Status.ShouldBe(TurnStatus.Failed);
        transcript.Turns[0].Parts.ShouldHaveSingleItem().Text.ShouldBe("a");
        await NextPromptWorksAsync(id);
    }

    [Fact]
    public async Task A_provider_that_keeps_talking_is_not_idle_but_has_a_total_time()
    {
        var (id, turn) = await BeginAsync();
        for (var i = 0; i < 19; i++)
        {
            turn.Say("a");
            await SeenAsync(id, i + 2);
            Time.Advance(TimeSpan.FromSeconds(15));
        }

        turn.Released.IsCompleted.ShouldBeFalse();
        turn.Say("a");
        await SeenAsync(id, 21);
        Time.Advance(TimeSpan.FromSeconds(16));

        (await EndAsync(id)).Type.ShouldBe(TurnFailureTypes.TotalTimeout);
        await turn.Released;
    }

    [Fact]
    public async Task A_provider_that_breaks_off_fails_the_turn()
    {
        var (id, turn) = await BeginAsync();
        turn.Say("a").Cut();

        (await EndAsync(id)).Type.ShouldBe(TurnFailureTypes.ProviderCut);
    }

    [Fact]
    public async Task A_provider_that_throws_fails_the_turn_without_telling_its_secrets()
    {
        var (id, turn) = await BeginAsync();
        turn.Say("a").Fail(new InvalidOperationException("key sk-secret"));

        var failure = await EndAsync(id);
        failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
        failure.ToString().ShouldNotContain("sk-secret");
        (await TranscriptAsync(id)).Turns[0].Parts.ShouldHaveSingleItem().Text.ShouldBe("a");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private async Task<(ConversationId Id, ScriptedTurn Turn)> BeginAsync()
    {
        var id = ConversationId.New();
        (
            await AskAsync(new StartConversation(id, "0123abcd", null))
        ).ShouldBeOfType<ConversationCreated>();
        (await AskAsync(Prompt(id))).ShouldBeOfType<PromptAccepted>();
        return (id, await _provider.NextTurnAsync());
    }

    private static SubmitPrompt Prompt(ConversationId id) =>
        new(id, "Tell me", "scripted", null, null, null, WhileRunning.Reject);

    private async Task NextPromptWorksAsync(ConversationId id)
    {
        (await AskAsync(Prompt(id))).ShouldBeOfType<PromptAccepted>();
        (await _provider.NextTurnAsync()).Say("b").Finish();
        await _gateway
            .View(id, null, new TurnId(2))
            .RunWith(Sink.Ignore<ViewItem>(), _gateway.Materializer);
        (await TranscriptAsync(id)).Turns[1].Status.ShouldBe(TurnStatus.Completed);
    }

    /// <summary>Waits until a viewer has seen so many events of the conversation.</summary>
    private Task SeenAsync(ConversationId id, int count) =>
        Visible(id).Take(count).RunWith(Sink.Ignore<JournaledEvent>(), _gateway.Materializer);

    private async Task<TurnFailure> EndAsync(ConversationId id)
    {
        var end = await Visible(id)
            .Where(seen => seen.Event is TurnEnded)
            .RunWith(Sink.First<JournaledEvent>(), _gateway.Materializer);
        return end.Event.ShouldBeOfType<TurnFailed>().Failure;
    }

    private Source<JournaledEvent, Akka.NotUsed> Visible(ConversationId id) =>
        _gateway
            .View(id, null)
            .SelectMany(item => item is ViewItem.Events events ? events.Items : [])
            .Where(seen => seen.IsVisible);

    private async Task<ConversationTranscript> TranscriptAsync(ConversationId id) =>
        (await AskAsync(new GetTranscript(id))).ShouldBeOfType<ConversationTranscript>();

    private Task<object> AskAsync(IConversationMessage message) =>
        _gateway.AskAsync(message, CancellationToken.None);
}
