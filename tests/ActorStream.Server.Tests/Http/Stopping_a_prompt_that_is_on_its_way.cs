using System.Net;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Http;

/// <summary>
/// Two requests of one client may overtake each other: a stop by the prompt's idempotency key wins,
/// whichever comes first (I8).
/// </summary>
public sealed class Stopping_a_prompt_that_is_on_its_way(
    Stopping_a_prompt_that_is_on_its_way.Server server
) : IClassFixture<Stopping_a_prompt_that_is_on_its_way.Server>
{
    private const int Races = 1_000;
    private const int Seed = 20260131;

    [Fact]
    public async Task Makes_it_begin_as_stopped_and_asks_no_provider()
    {
        var (conversation, id) = await BeginAsync();

        // Told in this order by one thread, so that they arrive in this order.
        var stops = Enumerable
            .Range(0, 3)
            .Select(_ => Gateway.AskAsync(new StopTurn(id, null, "k"), default))
            .ToList();
        var accepted = await Gateway.AskAsync(Prompt(id, "k"), default);

        var turn = accepted.ShouldBeOfType<PromptAccepted>();
        foreach (var stop in stops)
        {
            var stopped = (await stop).ShouldBeOfType<TurnStopped>();
            stopped.TurnId.ShouldBe(turn.TurnId);
            stopped.Cursor.SequenceNr.ShouldBe(turn.Cursor.SequenceNr + 1);
        }

        (await server.Client.JournalAsync(conversation))
            .Select(json => json.Text("type"))
            .ShouldBe(["turn-started", "turn-aborted"]);
        server.Provider.Asked.ShouldNotContain(asked => asked.Request.ConversationId == id);
        (await Gateway.AskAsync(Prompt(id, "k"), default)).ShouldBe(turn with { Replayed = true });
    }

    [Fact]
    public async Task Leaves_prompts_with_other_keys_alone()
    {
        var (conversation, id) = await BeginAsync();
        var stop = Gateway.AskAsync(new StopTurn(id, null, "k"), default);
        await Gateway.AskAsync(Prompt(id, "other"), default);
        var turn = await server.NextTurnAsync(conversation);

        var interrupting = Prompt(id, "k") with { WhileRunning = WhileRunning.Interrupt };
        (await Gateway.AskAsync(interrupting, default))
            .ShouldBeOfType<PromptAccepted>()
            .TurnId.ShouldBe(new TurnId(2));

        (await stop).ShouldBeOfType<TurnStopped>().TurnId.ShouldBe(new TurnId(2));
        await turn.Released;
        (await server.Client.JournalAsync(conversation))
            .Select(json => json.Text("type"))
            .ShouldBe(["turn-started", "turn-aborted", "turn-started", "turn-aborted"]);
    }

    [Fact]
    public async Task Waits_in_memory_for_a_limited_number_only()
    {
        var (_, id) = await BeginAsync();
        var stops = Enumerable
            .Range(0, 33)
            .Select(i => Gateway.AskAsync(new StopTurn(id, null, $"k{i}"), default))
            .ToList();
        (await stops[^1]).ShouldBe(new CommandRefused(RefusalReason.NoOpenTurn));
        (await Gateway.AskAsync(Prompt(id, "k31"), default)).ShouldBeOfType<PromptAccepted>();
        (await stops[31]).ShouldBeOfType<TurnStopped>();
    }

    [Theory]
    [InlineData("{\"idempotencyKey\":7}", 400, "invalid-request")]
    [InlineData("{\"idempotencyKey\":\"a b\"}", 400, "invalid-request")]
    [InlineData("[]", 400, "invalid-request")]
    [InlineData("{", 400, "invalid-json")]
    public async Task With_a_body_that_is_wrong(string body, int status, string type)
    {
        var conversation = await server.FinishedAsync();
        using var content = new StringContent(body, null, "application/json");
        await (
            await server.Http.PostAsync($"/conversations/{conversation}/stop", content)
        ).ShouldBeProblemAsync(status, type);
    }

    [Fact]
    public async Task Wins_every_race_against_its_prompt()
    {
        var dice = new Random(Seed);
        var (conversation, _) = await BeginAsync();
        for (var race = 1; race <= Races; race++)
        {
            var key = $"race-{race}";
            Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> stop;
            Task<(string TurnId, string Cursor)> prompt;
            if (dice.Next(2) == 0)
            {
                stop = server.Client.StopAsync(conversation, key);
                prompt = server.Client.PromptAsync(conversation, "x", idempotencyKey: key);
            }
            else
            {
                prompt = server.Client.PromptAsync(conversation, "x", idempotencyKey: key);
                stop = server.Client.StopAsync(conversation, key);
            }

            var (turnId, _) = await prompt;
            var (status, body) = await stop;
            status.ShouldBe(HttpStatusCode.OK, $"race {race} of seed {Seed}: {body}");
            body.Text("turnId").ShouldBe(turnId);
        }

        var events = await server.Client.JournalAsync(conversation);
        events.Count.ShouldBe(2 * Races);
        events
            .Select(json => json.Text("type"))
            .Chunk(2)
            .ShouldAllBe(pair => pair[0] == "turn-started" && pair[1] == "turn-aborted");
    }

    private ConversationGateway Gateway =>
        server.Services.GetRequiredService<ConversationGateway>();

    private async Task<(string Conversation, ConversationId Id)> BeginAsync()
    {
        var conversation = await server.Client.BeginAsync();
        ConversationId.TryParse(conversation, out var id).ShouldBeTrue();
        return (conversation, id);
    }

    private SubmitPrompt Prompt(ConversationId id, string key) =>
        new(
            id,
            "Tell me",
            server.Provider.Name,
            null,
            null,
            new IdempotencyStamp(key, "hash"),
            WhileRunning.Reject
        );

    /// <summary>Patient, so that no wait runs out on a busy machine.</summary>
    public sealed class Server : RunningServer
    {
        protected override string Hocon =>
            "actorstream { turns.early-stop-wait = 50s, ask-timeout = 60s }";
    }
}
