using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Timelines;

namespace ActorStream.Operations.Tests.Timelines;

public sealed class Timeline_of_a_turn
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TimelineBuilder _timeline = new(maxTurns: 3);
    private long _sequenceNr = 1;

    [Fact]
    public void That_has_ended_tells_how_long_what_took()
    {
        Begin(1);
        Say(1, 120, "Hello");
        Say(1, 140, ", ");
        Say(1, 160, "world");
        End(1, 200);

        var turn = _timeline.Build().Single();

        turn.Status.ShouldBe(TurnStatus.Completed);
        (turn.FirstSequenceNr, turn.LastSequenceNr).ShouldBe((2, 6));
        (turn.Chunks, turn.TextLength).ShouldBe((3, 12));
        turn.FirstChunk.ShouldBe(Milliseconds(120));
        turn.Duration.ShouldBe(Milliseconds(200));
        turn.Pauses.ShouldBe(new(Milliseconds(20), Milliseconds(20), Milliseconds(20)));
        turn.Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void That_is_open_has_no_duration_yet()
    {
        Begin(1);
        Say(1, 50, "a");

        var turn = _timeline.Build().Single();

        turn.Status.ShouldBe(TurnStatus.Running);
        turn.Ended.ShouldBeNull();
        turn.Duration.ShouldBeNull();
        turn.Buckets.Sum(bucket => bucket.Chunks).ShouldBe(1);
    }

    [Fact]
    public void Without_chunks_has_no_first_one_and_no_pauses()
    {
        Begin(1);
        _timeline.Add(
            ++_sequenceNr,
            new TurnFailed(new(1), new("urn:x", "No.", null), Start + Milliseconds(300))
        );

        var turn = _timeline.Build().Single();

        turn.Status.ShouldBe(TurnStatus.Failed);
        turn.FirstChunk.ShouldBeNull();
        turn.Pauses.ShouldBe(default);
        turn.Buckets.Count.ShouldBe(60);
        turn.Buckets.ShouldAllBe(bucket => bucket.Chunks == 0);
    }

    [Fact]
    public void Shows_at_most_five_pauses_that_stand_out_the_longest_first()
    {
        Begin(1);
        var at = 0;
        // Twenty pauses of 30 ms (five times that is 150), and seven longer ones.
        foreach (var pause in Enumerable.Repeat(30, 20).Concat([150, 151, 200, 300, 250, 400, 160]))
            Say(1, at += pause, "x");
        End(1, at);

        var turn = _timeline.Build().Single();

        turn.Pauses.P50.ShouldBe(Milliseconds(30));
        turn.Gaps.Select(gap => gap.Length.TotalMilliseconds).ShouldBe([400, 300, 250, 200, 160]);
        // Chunk n of 27 has number n + 2; the 400 came before the 26th.
        turn.Gaps[0].AfterSequenceNr.ShouldBe(27);
    }

    [Fact]
    public void Calls_no_pause_of_a_tenth_of_a_second_a_gap()
    {
        Begin(1);
        foreach (var at in new[] { 1, 2, 3, 103, 204 })
            Say(1, at, "x");
        End(1, 204);

        _timeline.Build().Single().Gaps.Single().Length.ShouldBe(Milliseconds(101));
    }

    [Fact]
    public void Is_cut_into_sixty_equal_spans_that_hold_every_chunk()
    {
        Begin(1);
        for (var at = 0; at <= 600; at += 5)
            Say(1, at, "xy");
        End(1, 600);

        var buckets = _timeline.Build().Single().Buckets;

        buckets.Count.ShouldBe(60);
        buckets.Select(bucket => bucket.Start.TotalMilliseconds).Take(3).ShouldBe([0, 10, 20]);
        buckets.Take(59).ShouldAllBe(bucket => bucket.Chunks == 2 && bucket.Characters == 4);
        // The last span holds its end as well.
        buckets[59].Chunks.ShouldBe(3);
    }

    [Fact]
    public void Stands_still_while_the_clock_is_set_back()
    {
        Begin(1);
        Say(1, 100, "a");
        Say(1, -86_400_000, "b");
        Say(1, 130, "c");
        End(1, -50);

        var turn = _timeline.Build().Single();

        turn.Pauses.Max.ShouldBe(Milliseconds(30));
        turn.Duration.ShouldBe(Milliseconds(130));
        turn.Buckets.Sum(bucket => bucket.Chunks).ShouldBe(3);
    }

    [Fact]
    public void Leaves_out_what_could_not_be_read()
    {
        // The prompt of the first turn is damaged, and the end of the second.
        Say(1, 10, "lost");
        End(1, 20);
        Begin(2);
        Say(2, 30, "kept");
        Begin(3);
        End(3, 40);

        var turns = _timeline.Build();

        turns.Select(turn => turn.TurnId.Number).ShouldBe([2, 3]);
        turns[0].Status.ShouldBe(TurnStatus.Running);
        turns[0].TextLength.ShouldBe(4);
    }

    [Fact]
    public void Old_ones_are_forgotten_when_there_are_too_many()
    {
        for (var number = 1; number <= 5; number++)
        {
            Begin(number);
            End(number, 10);
        }

        _timeline.Build().Select(turn => turn.TurnId.Number).ShouldBe([3, 4, 5]);
    }

    private void Begin(int turn) =>
        _timeline.Add(
            ++_sequenceNr,
            new TurnStarted(new(turn), "Why?", "demo", null, null, null, Start)
        );

    private void Say(int turn, int at, string text) =>
        _timeline.Add(
            ++_sequenceNr,
            new ChunkAppended(new(turn), ChunkKind.Text, text, Start + Milliseconds(at))
        );

    private void End(int turn, int at) =>
        _timeline.Add(
            ++_sequenceNr,
            new TurnCompleted(new(turn), "stop", null, Start + Milliseconds(at))
        );

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
