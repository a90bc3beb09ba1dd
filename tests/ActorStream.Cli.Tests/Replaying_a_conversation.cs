using System.Text.Json;

namespace ActorStream.Cli.Tests;

public sealed class Replaying_a_conversation : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Theory]
    // Decided at seconds 0, 1, 4 and 1000: the last pause is cut.
    [InlineData("", new double[] { 0, 1, 4, 14 })]
    [InlineData("--speed 2", new[] { 0, 0.5, 2, 12 })]
    [InlineData("--max-pause 2", new double[] { 0, 1, 3, 5 })]
    [InlineData("--from 3", new double[] { 0, 10 })]
    [InlineData("--to 3 --speed 1000000", new double[] { 0, 0, 0 })]
    public async Task Each_event_comes_when_it_came(string options, double[] seconds)
    {
        WithTurn();
        var time = new SteppingTime();
        var output = new TimedLines(time);
        var context = new CliContext(output, TextWriter.Null, false, 120, time, _ => null);

        var exitCode = await CliApplication.RunAsync(
            [
                "journal",
                "replay",
                JournalFixture.Id,
                "--db",
                _journal.Path,
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ],
            context
        );

        exitCode.ShouldBe(0);
        output.Times.Select(at => Math.Round(at.TotalSeconds, 3)).ShouldBe(seconds);
    }

    [Fact]
    public async Task On_a_terminal_the_answer_unrolls_as_text_that_can_do_nothing()
    {
        WithTurn();

        var outcome = await CommandLine.RunAsync(
            isTerminal: true,
            ["journal", "replay", JournalFixture.Id, "--db", _journal.Path],
            time: new SteppingTime()
        );

        outcome.Out.ShouldBe("> Go\nOne\\x1b[2J\n── completed\n");
    }

    [Fact]
    public async Task A_clock_that_was_set_back_makes_no_pause()
    {
        _journal
            .Add(JournalFixture.Id, "chunk.v1", Chunk("a", 9))
            .Add(JournalFixture.Id, "chunk.v1", Chunk("b", 5));
        var time = new SteppingTime();

        await CommandLine.RunAsync(
            isTerminal: false,
            ["journal", "replay", JournalFixture.Id, "--db", _journal.Path],
            time: time
        );

        time.Passed.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("--speed", "0")]
    [InlineData("--speed", "-1")]
    [InlineData("--max-pause", "-1")]
    [InlineData("--speed", "NaN")]
    public async Task A_pace_that_makes_no_sense_is_refused(string option, string value)
    {
        var outcome = await CommandLine.RunAsync("journal", "replay", "x", option, value);

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.ShouldContain(option);
    }

    public void Dispose() => _journal.Dispose();

    private void WithTurn() =>
        _journal
            .Add(
                JournalFixture.Id,
                "conversation-started.v1",
                """{"incarnation":"00000000","title":null,"at":"2026-01-31T12:00:00.000000Z"}"""
            )
            .Add(
                JournalFixture.Id,
                "turn-started.v1",
                """{"turnId":"t1","prompt":"Go","provider":"demo","model":null,"options":null,"idempotency":null,"at":"2026-01-31T12:00:01.000000Z"}"""
            )
            .Add(JournalFixture.Id, "chunk.v1", Chunk("One\\u001b[2J", 4))
            .Add(
                JournalFixture.Id,
                "turn-completed.v1",
                """{"turnId":"t1","finishReason":"stop","usage":null,"at":"2026-01-31T12:16:40.000000Z"}"""
            );

    private static string Chunk(string text, int second) =>
        $$"""{"turnId":"t1","kind":"text","text":"{{text}}","at":"2026-01-31T12:00:0{{second}}.000000Z"}""";

    /// <summary>Time that jumps to whatever is waited for.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _ticks;

        public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            if (period == Timeout.InfiniteTimeSpan && dueTime > TimeSpan.Zero)
            {
                Interlocked.Add(ref _ticks, dueTime.Ticks);
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return new Done();
        }

        private sealed class Done : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>When each line was written.</summary>
    private sealed class TimedLines(SteppingTime time) : StringWriter
    {
        public List<TimeSpan> Times { get; } = [];

        public override void WriteLine(string? value)
        {
            JsonElement.Parse(value!).GetProperty("manifest").GetString().ShouldNotBeNull();
            Times.Add(time.Passed);
        }
    }
}
