using Akka.Actor;

namespace Akka.Tests.Supervision;

public sealed class Watching_an_actor : ActorTest
{
    private IActorRef Subject() => Actor((_, _) => { });

    [Fact]
    public async Task The_watcher_hears_of_a_stop_once()
    {
        var ear = Listen();
        var subject = Subject();
        ear.Watch(subject);
        ear.Watch(subject);
        await ear.Settled();
        Sys.Stop(subject);
        var terminated = await ear.Hears<Terminated>();
        terminated.ActorRef.ShouldBe(subject);
        terminated.ExistenceConfirmed.ShouldBeTrue();
        terminated.AddressTerminated.ShouldBeFalse();
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task The_notice_comes_after_all_that_the_actor_said_before()
    {
        var ear = Listen();
        var subject = Actor(
            (_, context) =>
            {
                for (var i = 0; i < 10; i++)
                    ear.Ref.Tell(i);
                context.Stop(context.Self);
            }
        );
        ear.Watch(subject);
        await ear.Settled();
        subject.Tell("go");
        for (var i = 0; i < 10; i++)
            await ear.Hears(i);
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(subject);
    }

    [Fact]
    public async Task One_that_has_ended_already_is_heard_of_too()
    {
        var ear = Listen();
        var subject = Subject();
        await subject.GracefulStop(Patience);
        ear.Watch(subject);
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(subject);
    }

    [Fact]
    public async Task All_watchers_hear_of_it()
    {
        var ears = Enumerable.Range(0, 10).Select(_ => Listen()).ToArray();
        var subject = Subject();
        foreach (var ear in ears)
        {
            ear.Watch(subject);
            await ear.Settled();
        }

        subject.Tell(PoisonPill.Instance);
        foreach (var ear in ears)
            (await ear.Hears<Terminated>()).ActorRef.ShouldBe(subject);
    }

    [Fact]
    public async Task A_restart_is_no_end()
    {
        var ear = Listen();
        var subject = Actor(
            (message, context) =>
            {
                if (message is "fail")
                    throw new InvalidOperationException();
                context.Sender.Tell("alive");
            }
        );
        ear.Watch(subject);
        await ear.Settled();
        subject.Tell("fail");
        await subject.Ask<string>("?", Patience);
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task Who_no_longer_watches_does_not_hear_of_it()
    {
        var ear = Listen();
        var subject = Subject();
        ear.Watch(subject);
        ear.Do(context => context.Unwatch(subject));
        await ear.Settled();
        await subject.GracefulStop(Patience);
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task A_notice_that_waits_in_the_mailbox_is_dropped_by_unwatching()
    {
        var ear = Listen();
        var subject = Subject();
        ear.Watch(subject);
        await ear.Settled();
        using var ended = new ManualResetEventSlim();
        ear.Do(context =>
        {
            ended.Wait(Patience);
            context.Unwatch(subject);
        });
        await subject.GracefulStop(Patience);
        ended.Set();
        await ear.Settled();
        await ear.Settled();
        ear.HeardNothingElse();
    }

    [Fact]
    public async Task The_watcher_may_choose_the_message()
    {
        var ear = Listen();
        var subject = Subject();
        ear.Do(context => context.WatchWith(subject, "it is gone"));
        await ear.Settled();
        Sys.Stop(subject);
        await ear.Hears("it is gone");
    }

    [Fact]
    public async Task Watching_again_with_another_message_keeps_the_first_one()
    {
        var ear = Listen();
        var subject = Subject();
        ear.Do(context =>
        {
            context.WatchWith(subject, "one");
            context.WatchWith(subject, "two");
            context.Watch(subject);
        });
        await ear.Settled();
        Sys.Stop(subject);
        await ear.Hears("one");
    }

    [Fact]
    public async Task Who_does_not_handle_the_notice_dies_too()
    {
        var ear = Listen();
        var subject = Subject();
        var watcher = Sys.ActorOf(Props.Create(() => new Faithful(subject)));
        ear.Watch(watcher);
        await ear.Settled();
        (await watcher.Ask<string>("ready?", Patience)).ShouldBe("ready");
        Sys.Stop(subject);
        (await ear.Hears<Terminated>()).ActorRef.ShouldBe(watcher);
    }

    [Fact]
    public async Task A_parent_hears_of_a_child_that_it_watches()
    {
        var ear = Listen();
        var parent = Actor(
            (message, context) =>
            {
                if (message is Terminated terminated)
                    ear.Ref.Tell(terminated.ActorRef.Path.Name);
                else
                    context.Stop(
                        context.Watch(context.ActorOf(Props.Create(() => new Idle()), "child"))
                    );
            }
        );
        parent.Tell("go");
        await ear.Hears("child");
    }

    [Fact]
    public async Task Outside_of_actors_one_can_wait_for_an_end()
    {
        var subject = Subject();
        var watch = subject.WatchAsync();
        watch.IsCompleted.ShouldBeFalse();
        Sys.Stop(subject);
        (await watch.WaitAsync(Patience)).ShouldBeTrue();
    }

    private sealed class Faithful : ReceiveActor
    {
        public Faithful(IActorRef subject)
        {
            Context.Watch(subject);
            Receive<string>(_ => Sender.Tell("ready"));
        }
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) { }
    }
}
