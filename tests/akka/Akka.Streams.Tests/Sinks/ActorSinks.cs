using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sinks;

public sealed class A_sink_of_an_actor_that_acknowledges : StreamsTest
{
    private sealed class Receiver : ReceiveActor
    {
        public Receiver(
            BlockingCollection<(object Message, IActorRef Sender)> seen,
            bool acknowledge
        )
        {
            ReceiveAny(message =>
            {
                seen.Add((message, Sender));
                if (acknowledge && message is ("init" or int))
                    Sender.Tell("ack");
            });
        }
    }

    private readonly BlockingCollection<(object Message, IActorRef Sender)> _seen = [];
    private IActorRef _lastSender = ActorRefs.Nobody;

    private IActorRef Start(bool acknowledge) =>
        Sys.ActorOf(Props.Create(() => new Receiver(_seen, acknowledge)));

    private object Next()
    {
        _seen.TryTake(out var next, Patience).ShouldBeTrue();
        _lastSender = next.Sender;
        return next.Message;
    }

    private static Sink<int, NotUsed> To(IActorRef actor) =>
        Sink.ActorRefWithAck<int>(
            actor,
            "init",
            "ack",
            "complete",
            cause => $"failed: {cause.Message}"
        );

    [Fact]
    public void Tells_it_everything_in_order()
    {
        Source.From(Enumerable.Range(1, 100)).RunWith(To(Start(acknowledge: true)), Materializer);
        Next().ShouldBe("init");
        for (var i = 1; i <= 100; i++)
            Next().ShouldBe(i);
        Next().ShouldBe("complete");
    }

    [Fact]
    public void Sends_one_element_per_acknowledgement()
    {
        var actor = Start(acknowledge: false);
        Source.From(Enumerable.Range(1, 3)).RunWith(To(actor), Materializer);
        Next().ShouldBe("init");
        var stream = _lastSender;
        for (var i = 1; i <= 3; i++)
        {
            actor.Tell("mark");
            Next().ShouldBe("mark");
            stream.Tell("ack");
            Next().ShouldBe(i);
        }
    }

    [Fact]
    public void Tells_it_of_a_failure()
    {
        Source
            .Failed<int>(new InvalidOperationException("broken"))
            .RunWith(To(Start(acknowledge: true)), Materializer);
        Next().ShouldBe("init");
        Next().ShouldBe("failed: broken");
    }

    [Fact]
    public async Task Cancels_the_stream_when_the_actor_stops()
    {
        var actor = Start(acknowledge: true);
        var ended = Source
            .Never<int>()
            .WatchTermination((_, termination) => termination)
            .To(To(actor))
            .Run(Materializer);
        Next().ShouldBe("init");
        actor.Tell(PoisonPill.Instance);
        await ended.Soon();
    }

    [Fact]
    public async Task Cancels_the_stream_when_the_actor_has_stopped_before()
    {
        var actor = Start(acknowledge: true);
        (await actor.GracefulStop(Patience)).ShouldBeTrue();
        await Source
            .Never<int>()
            .WatchTermination((_, termination) => termination)
            .To(To(actor))
            .Run(Materializer)
            .Soon();
    }
}

public sealed class A_sink_of_an_actor : StreamsTest
{
    private sealed class Collector : ReceiveActor
    {
        public Collector(BlockingCollection<object> seen) => ReceiveAny(seen.Add);
    }

    private readonly BlockingCollection<object> _seen = [];

    private IActorRef Start() => Sys.ActorOf(Props.Create(() => new Collector(_seen)));

    private object Next()
    {
        _seen.TryTake(out var message, Patience).ShouldBeTrue();
        return message!;
    }

    [Fact]
    public void Tells_it_everything_and_the_end()
    {
        Source
            .From(Enumerable.Range(1, 3))
            .RunWith(Sink.ActorRef<int>(Start(), "done", cause => cause.Message), Materializer);
        Next().ShouldBe(1);
        Next().ShouldBe(2);
        Next().ShouldBe(3);
        Next().ShouldBe("done");
    }

    [Fact]
    public void Tells_it_of_a_failure()
    {
        Source
            .Failed<int>(new InvalidOperationException("broken"))
            .RunWith(Sink.ActorRef<int>(Start(), "done", cause => cause.Message), Materializer);
        Next().ShouldBe("broken");
    }

    [Fact]
    public async Task Cancels_the_stream_when_the_actor_stops()
    {
        var actor = Start();
        var ended = Source
            .Never<int>()
            .WatchTermination((_, termination) => termination)
            .To(Sink.ActorRef<int>(actor, "done", cause => cause.Message))
            .Run(Materializer);
        Sys.Stop(actor);
        await ended.Soon();
    }
}

public sealed class A_stream_that_asks_an_actor : StreamsTest
{
    private sealed class Doubler : ReceiveActor
    {
        public Doubler() => Receive<int>(x => Sender.Tell(x * 2));
    }

    [Fact]
    public async Task Emits_the_answers_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Doubler()));
        var all = await Source
            .From(Enumerable.Range(1, 50))
            .Ask<int>(actor, Patience, 4)
            .RunWith(Sink.Seq<int>(), Materializer)
            .Soon();
        all.ShouldBe(Enumerable.Range(1, 50).Select(x => x * 2));
    }

    [Fact]
    public async Task Fails_when_a_watched_actor_stops()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Doubler()));
        var done = Source.Never<int>().Watch(actor).RunWith(Sink.Ignore<int>(), Materializer);
        Sys.Stop(actor);
        (await done.Failure()).ShouldBeOfType<WatchedActorTerminatedException>();
    }
}
