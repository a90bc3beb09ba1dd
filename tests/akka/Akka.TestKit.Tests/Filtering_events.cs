using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Filtering_events : Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    public Filtering_events()
        : base("akka.loglevel = DEBUG") { }

    [Fact]
    public void An_event_is_awaited_by_level_and_message()
    {
        EventFilter.Info("hello").ExpectOne(() => Log.Info("hello"));
        EventFilter.Warning(start: "hel").ExpectOne(() => Log.Warning("hello"));
        EventFilter.Debug(contains: "ell").ExpectOne(() => Log.Debug("hello"));
        EventFilter.Error("hello").ExpectOne(() => Log.Error("hello"));
    }

    [Fact]
    public async Task An_event_is_awaited_async() =>
        await EventFilter
            .Info("hello")
            .ExpectOneAsync(() =>
            {
                Log.Info("hello");
                return Task.CompletedTask;
            });

    [Fact]
    public void A_number_of_events_is_awaited() =>
        EventFilter
            .Info(contains: "hello")
            .Expect(
                2,
                () =>
                {
                    Log.Info("hello 1");
                    Log.Info("hello 2");
                }
            );

    [Fact]
    public void An_event_that_does_not_come_is_missed() =>
        Should.Throw<XunitException>(() =>
            EventFilter.Info("hello").ExpectOne(Soon, () => Log.Info("something else"))
        );

    [Fact]
    public void An_event_that_must_not_come_is_noticed()
    {
        EventFilter.Error().Expect(0, Soon, () => Log.Info("fine"));
        Should.Throw<XunitException>(() =>
            EventFilter.Error().Expect(0, TimeSpan.FromSeconds(5), () => Log.Error("not fine"))
        );
    }

    [Fact]
    public void A_failure_is_awaited_by_its_exception()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Thrower()));
        EventFilter
            .Exception<InvalidOperationException>("boom")
            .ExpectOne(() => actor.Tell("boom"));
    }

    [Fact]
    public void A_dead_letter_is_awaited()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        EventFilter.DeadLetter<string>().ExpectOne(() => actor.Tell("late"));
    }

    [Fact]
    public void Several_filters_count_together() =>
        EventFilter
            .Info("a")
            .And.Warning("b")
            .Expect(
                2,
                () =>
                {
                    Log.Info("a");
                    Log.Warning("b");
                }
            );

    [Fact]
    public void A_condition_of_any_kind_can_be_given() =>
        EventFilter
            .Custom<Info>(e => e.Message.ToString() == "hello")
            .ExpectOne(() => Log.Info("hello"));

    [Fact]
    public void A_function_gives_its_result() =>
        EventFilter
            .Info("hello")
            .ExpectOne(() =>
            {
                Log.Info("hello");
                return 42;
            })
            .ShouldBe(42);

    private sealed class Thrower : UntypedActor
    {
        protected override void OnReceive(object message) =>
            throw new InvalidOperationException((string)message);
    }
}
