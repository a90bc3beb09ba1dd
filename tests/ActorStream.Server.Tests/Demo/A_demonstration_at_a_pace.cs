using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Turns;
using ActorStream.Turns.Demo;

namespace ActorStream.Server.Tests.Demo;

/// <summary>The load client's figures stand on this pace: it must offer what it was asked for.</summary>
public sealed class A_demonstration_at_a_pace
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Each_chunk_comes_an_interval_after_the_one_before()
    {
        await using var answer = Answer(chunksPerSecond: 50);
        for (var number = 0; number < 3; number++)
        {
            var next = answer.MoveNextAsync();
            _time.Advance(TimeSpan.FromMilliseconds(19));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            (await next).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_stream_that_was_held_up_catches_up_and_keeps_its_beat()
    {
        await using var answer = Answer(chunksPerSecond: 50);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var first = answer.MoveNextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(20));
        (await first).ShouldBeTrue();

        // Held up between two beats, as by a slow journal.
        _time.Advance(TimeSpan.FromMilliseconds(53));
        for (var overdue = 0; overdue < 2; overdue++)
        {
            var late = answer.MoveNextAsync();
            late.IsCompleted.ShouldBeTrue();
            (await late).ShouldBeTrue();
        }

        var next = answer.MoveNextAsync();
        _time.Advance(TimeSpan.FromMilliseconds(6));
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await next).ShouldBeTrue();
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(1e-12)]
    public async Task Every_pace_that_is_accepted_is_kept(double chunksPerSecond)
    {
        await using var answer = Answer(chunksPerSecond);
        var next = answer.MoveNextAsync();
        _time.Advance(TimeSpan.FromDays(1));
        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task A_turn_that_ends_otherwise_wakes_it_from_its_wait()
    {
        using var unwanted = new CancellationTokenSource();
        await using var answer = Answer(chunksPerSecond: 1, unwanted.Token);
        var next = answer.MoveNextAsync();

        await unwanted.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await next);
    }

    private IAsyncEnumerator<ProviderItem> Answer(
        double chunksPerSecond,
        CancellationToken cancellation = default
    ) =>
        new DemoProvider(_time)
            .StreamAsync(
                new TurnRequest(
                    ConversationId.New(),
                    new TurnId(1),
                    [],
                    "Hello",
                    null,
                    JsonSerializer.SerializeToElement(new { chunksPerSecond, chunks = 10 })
                ),
                cancellation
            )
            .GetAsyncEnumerator(cancellation);
}
