using ActorStream.Conversations;
using ActorStream.Observability;
using ActorStream.Server.Observability;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Observability;

public sealed class The_last_ten_seconds
{
    private readonly ManualTime _time = new();
    private readonly ActivityWindow _window;

    public The_last_ten_seconds() => _window = new(_time);

    [Fact]
    public void Hold_whole_seconds_only()
    {
        Write(ConversationId.New(), events: 4, milliseconds: 2, mailbox: 0);
        _window.Summarize().EventsPerSecond.ShouldBe(0);

        Pass(1);

        _window.Summarize().EventsPerSecond.ShouldBe(4);
    }

    [Fact]
    public void Are_divided_by_the_time_that_really_passed()
    {
        Write(ConversationId.New(), events: 30, milliseconds: 2, mailbox: 0);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        _window.Tick();

        var summary = _window.Summarize();

        summary.EventsPerSecond.ShouldBe(20);
        summary.WritesPerSecond.ShouldBe(1 / 1.5, 1e-9);
    }

    [Fact]
    public void Forget_what_was_before()
    {
        var busy = ConversationId.New();
        for (var second = 1; second <= 15; second++)
        {
            Write(second == 3 ? busy : ConversationId.New(), second, second, mailbox: 100 - second);
            _window.Delivered(second);
            Pass(1);
        }

        var summary = _window.Summarize();

        // Seconds 6 to 15.
        summary.EventsPerSecond.ShouldBe(10.5);
        summary.DeliveriesPerSecond.ShouldBe(10.5);
        summary.WriteSizes.Quantile(0.5).ShouldBe(10);
        summary.WriteDurations.Max.ShouldBe(15_000);
        summary.Mailboxes.Max.ShouldBe(94);
        summary.Deepest.ShouldNotBe(busy);
    }

    [Fact]
    public void Know_whose_mailbox_was_the_deepest()
    {
        var deep = ConversationId.New();
        Write(ConversationId.New(), 1, 1, mailbox: 3);
        Write(deep, 1, 1, mailbox: 7);
        Write(ConversationId.New(), 1, 1, mailbox: 5);
        Pass(1);

        _window.Summarize().Deepest.ShouldBe(deep);
        Pass(10);
        _window.Summarize().Deepest.ShouldBeNull();
    }

    [Fact]
    public void Cost_nothing_to_count()
    {
        var write = new ConversationWrite(ConversationId.New(), 1, 1, 1, 0, TimeSpan.Zero, 1);
        _window.Written(write);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            _window.Written(write);
            _window.Delivered(1);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private void Write(ConversationId id, int events, int milliseconds, int mailbox) =>
        _window.Written(
            new(id, events, events, events, 0, TimeSpan.FromMilliseconds(milliseconds), mailbox)
        );

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _window.Tick();
        }
    }
}
