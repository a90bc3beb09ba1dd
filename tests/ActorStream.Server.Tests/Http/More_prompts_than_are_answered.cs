using System.Collections.Concurrent;
using System.Net;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Http;

/// <summary>
/// Overload is refused before acceptance, and what was accepted ends (I16): here two turns may be open at
/// the same time.
/// </summary>
public sealed class More_prompts_than_are_answered(More_prompts_than_are_answered.Small server)
    : IClassFixture<More_prompts_than_are_answered.Small>
{
    private const int MaxOpen = 2;

    [Fact]
    public async Task Are_refused_with_a_time_to_try_again_and_nothing_of_them_is_written()
    {
        var (_, _, first) = await server.BeginTurnAsync();
        var (_, _, second) = await server.BeginTurnAsync();
        var conversation = await server.Client.BeginAsync();

        using (var refused = await PromptAsync(conversation, "k"))
        {
            await refused.ShouldBeProblemAsync(503, "overloaded");
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        }

        (await server.Client.JournalAsync(conversation)).ShouldBeEmpty();
        first.Finish();
        await AcceptedAsync(conversation, "k");
        (await server.Client.JournalAsync(conversation))
            .Count(row => row.Text("type") == "turn-started")
            .ShouldBe(1);
        second.Finish();
        (await server.NextTurnAsync(conversation)).Finish();
        await EndedAsync(conversation);
    }

    [Fact]
    public async Task Are_no_reason_to_forget_what_was_accepted()
    {
        var conversation = await server.Client.BeginAsync();
        using var accepted = await PromptAsync(conversation, "k");
        var turn = await server.NextTurnAsync(conversation);
        var (_, _, other) = await server.BeginTurnAsync();

        using var repeated = await PromptAsync(conversation, "k");
        using var interrupting = await PromptAsync(conversation, "l", whileRunning: "interrupt");

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        repeated.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        interrupting.StatusCode.ShouldBe(HttpStatusCode.Accepted, "it takes the place of its own");
        await turn.Released;
        (await server.NextTurnAsync(conversation)).Finish();
        other.Finish();
        await using var viewer = await server.ViewAsync(conversation);
        (await viewer.ReadToEndOfTurnAsync())[^1].Name.ShouldBe("turn-aborted");
        (await viewer.ReadToEndOfTurnAsync())[^1].Name.ShouldBe("turn-completed");
    }

    [Theory]
    [InlineData("turn-completed")]
    [InlineData("turn-failed")]
    [InlineData("turn-aborted")]
    [InlineData("deleted")]
    public async Task Have_room_again_however_a_turn_ends(string end)
    {
        // More often than there is room: what is not given back once stays away.
        for (var i = 0; i < 2 * MaxOpen; i++)
        {
            var conversation = await server.Client.BeginAsync();
            await AcceptedAsync(conversation, "k");
            var turn = await server.NextTurnAsync(conversation);
            switch (end)
            {
                case "turn-completed":
                    turn.Finish();
                    break;
                case "turn-failed":
                    turn.Fail(new InvalidOperationException("It broke."));
                    break;
                case "turn-aborted":
                    (await server.Client.StopAsync(conversation)).Status.ShouldBe(
                        HttpStatusCode.OK
                    );
                    break;
                default:
                    using (
                        var deleted = await server.Http.DeleteAsync(
                            $"/conversations/{conversation}"
                        )
                    )
                    {
                        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
                    }

                    continue;
            }

            await EndedAsync(conversation, end);
        }
    }

    [Fact]
    public async Task Have_each_an_end_once_they_were_accepted_and_never_too_many_at_once()
    {
        const int Prompts = 60;
        var (open, most) = (0, 0);
        var accepted = new ConcurrentBag<string>();
        var refusals = 0;
        var answering = Task.Run(async () =>
        {
            for (var i = 0; i < Prompts; i++)
            {
                var turn = await server.Provider.NextTurnAsync();
                most = Math.Max(most, Interlocked.Increment(ref open));
                _ = Task.Run(() =>
                {
                    Interlocked.Decrement(ref open);
                    turn.Say("So be it.").Finish();
                });
            }
        });

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Prompts),
            new ParallelOptions { MaxDegreeOfParallelism = 5 * MaxOpen },
            async (_, _) =>
            {
                var conversation = await server.Client.BeginAsync();
                Interlocked.Add(ref refusals, await AcceptedAsync(conversation, "k"));
                accepted.Add(conversation);
            }
        );
        await answering;

        foreach (var conversation in accepted)
            await EndedAsync(conversation);
        most.ShouldBeLessThanOrEqualTo(MaxOpen);
        refusals.ShouldBeGreaterThan(0, "there were five times as many as are answered");
    }

    private async Task<HttpResponseMessage> PromptAsync(
        string conversation,
        string key,
        string? whileRunning = null
    )
    {
        using var request = server.Client.PromptRequest(
            conversation,
            "Tell me",
            idempotencyKey: key
        );
        if (whileRunning is not null)
        {
            request.Content = new StringContent(
                $$"""{"prompt": "Tell me", "whileRunning": "{{whileRunning}}"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            );
        }

        return await server.Http.SendAsync(request);
    }

    /// <summary>Sends it until it is accepted, and tells how often it was refused.</summary>
    private async Task<int> AcceptedAsync(string conversation, string key)
    {
        for (var refusals = 0; ; refusals++)
        {
            using var response = await PromptAsync(conversation, key);
            if (response.StatusCode == HttpStatusCode.Accepted)
                return refusals;
            await response.ShouldBeProblemAsync(503, "overloaded");
        }
    }

    private async Task EndedAsync(string conversation, string how = "turn-completed")
    {
        await using var viewer = await server.ViewAsync(conversation);
        (await viewer.ReadToEndOfTurnAsync())[^1].Name.ShouldBe(how);
    }

    public sealed class Small : RunningServer
    {
        protected override string Hocon => $"actorstream.turns.max-open = {MaxOpen}";
    }
}
