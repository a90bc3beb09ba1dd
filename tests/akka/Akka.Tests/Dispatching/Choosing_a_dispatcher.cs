using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Tests.Dispatching;

public sealed class Choosing_a_dispatcher : ActorTest
{
    public Choosing_a_dispatcher()
        : base(
            $$"""
            pinned { type = PinnedDispatcher }
            own-threads {
              type = ForkJoinDispatcher
              dedicated-thread-pool { thread-count = 1 }
            }
            greedy { throughput = 1000 }
            alias = greedy
            custom {
              type = "{{typeof(InlineConfigurator).FullName}}, {{typeof(InlineConfigurator).Assembly.GetName().Name}}"
            }
            """
        ) { }

    private IActorRef ThreadTeller(string dispatcher) =>
        Sys.ActorOf(Props.Create(() => new TellsItsThread()).WithDispatcher(dispatcher));

    [Fact]
    public async Task Actors_run_on_the_pool_of_threads_if_nothing_else_is_said()
    {
        var actor = Actor(
            (_, context) => context.Sender.Tell(Thread.CurrentThread.IsThreadPoolThread)
        );
        (await actor.Ask<bool>("?", Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pinned_actor_has_a_thread_of_its_own()
    {
        var one = ThreadTeller("pinned");
        var two = ThreadTeller("pinned");
        var first = await one.Ask<int>("?", Patience);
        (await one.Ask<int>("?", Patience)).ShouldBe(first);
        (await two.Ask<int>("?", Patience)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Dedicated_threads_are_shared_by_their_actors()
    {
        var one = await ThreadTeller("own-threads").Ask<int>("?", Patience);
        var two = await ThreadTeller("own-threads").Ask<int>("?", Patience);
        two.ShouldBe(one);
    }

    [Fact]
    public void Settings_come_from_the_section_and_the_default()
    {
        var greedy = Sys.Dispatchers.Lookup("greedy");
        greedy.Throughput.ShouldBe(1000);
        greedy.Id.ShouldBe("greedy");
        Sys.Dispatchers.DefaultGlobalDispatcher.Throughput.ShouldBe(30);
        Sys.Dispatchers.Lookup("greedy").ShouldBeSameAs(greedy);
    }

    [Fact]
    public void One_that_is_not_configured_is_an_error()
    {
        Sys.Dispatchers.HasDispatcher("no-such-dispatcher").ShouldBeFalse();
        Should.Throw<ConfigurationException>(() => Sys.Dispatchers.Lookup("no-such-dispatcher"));
        Should.Throw<ConfigurationException>(() => ThreadTeller("no-such-dispatcher"));
    }

    [Fact]
    public async Task A_type_of_ones_own_may_decide_who_runs_when()
    {
        // This one runs everything on the thread that tells, if no other is at work in the mailbox.
        var actor = ThreadTeller("custom");
        await actor.Ask<int>("?", Patience);
        for (var tries = 1; ; tries++)
        {
            var answer = actor.Ask<int>("?", Patience);
            var here = Environment.CurrentManagedThreadId;
            if (await answer == here)
                break;
            tries.ShouldBeLessThan(100);
        }
    }

    [Fact]
    public async Task Work_that_is_no_actor_may_run_on_a_dispatcher()
    {
        var ran = new TaskCompletionSource();
        Sys.Dispatchers.DefaultGlobalDispatcher.Schedule(ran.SetResult);
        await ran.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_context_knows_its_dispatcher()
    {
        var dispatcher = new TaskCompletionSource<MessageDispatcher>();
        Actor((_, context) => dispatcher.SetResult(context.Dispatcher)).Tell("go");
        (await dispatcher.Task.WaitAsync(Patience)).Id.ShouldBe(
            Akka.Dispatch.Dispatchers.DefaultDispatcherId
        );
    }

    public sealed class InlineConfigurator : MessageDispatcherConfigurator
    {
        private readonly Inline _dispatcher;

        public InlineConfigurator(Config config, IDispatcherPrerequisites prerequisites)
            : base(config, prerequisites)
        {
            _dispatcher = new Inline(this);
        }

        public override MessageDispatcher Dispatcher() => _dispatcher;

        private sealed class Inline(MessageDispatcherConfigurator configurator)
            : MessageDispatcher(configurator)
        {
            protected override void ExecuteTask(IRunnable run) => run.Run();

            protected override void Shutdown() { }
        }
    }

    private sealed class TellsItsThread : UntypedActor
    {
        protected override void OnReceive(object message) =>
            Sender.Tell(Environment.CurrentManagedThreadId);
    }
}
