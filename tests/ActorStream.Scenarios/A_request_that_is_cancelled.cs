using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>
/// The write belongs to the actor: a client that gives up on its request at any moment leaves either no
/// turn or a whole one, and repeating the request with its key finds it (I3, I4, I9).
/// </summary>
public sealed class A_request_that_is_cancelled(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(30)]
    public async Task The_repeated_prompt_finds_its_turn_and_there_is_only_one(int milliseconds)
    {
        var conversation = await server.Client.BeginAsync();
        using var impatient = new CancellationTokenSource();
        using var request = server.Client.PromptRequest(
            conversation,
            "Tell me",
            idempotencyKey: "key"
        );
        impatient.CancelAfter(milliseconds);
        try
        {
            using var response = await server.Client.Http.SendAsync(request, impatient.Token);
        }
        catch (OperationCanceledException)
        {
            // The point of the test.
        }

        var (turnId, cursor) = await server.Client.PromptAsync(
            conversation,
            "Tell me",
            idempotencyKey: "key"
        );

        turnId.ShouldBe("t1");
        var turn = await server.Provider.NextTurnAsync();
        turn.Say("a").Finish();
        await using var viewer = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events",
            cursor
        );
        (await viewer.ReadToEndOfTurnAsync())
            .Select(viewed => viewed.Name)
            .ShouldBe(["chunk", "turn-completed"]);
        (await server.Client.TranscriptAsync(conversation))
            .GetProperty("turns")
            .GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Ten_at_once_with_one_key_make_one_turn()
    {
        var conversation = await server.Client.BeginAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    server.Client.PromptAsync(conversation, "Tell me", idempotencyKey: "key")
                )
        );

        answers.Distinct().ShouldHaveSingleItem();
        (await server.Provider.NextTurnAsync()).Finish();
    }
}
