using ActorStream.Benchmarks.Measuring;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// The actor runtime alone: how many messages a second, what an idle actor weighs, how long a system takes
/// to start.
/// </summary>
internal static class ActorBenchmarks
{
    private const int Rounds = 7;
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        "akka.loglevel = WARNING"
    );

    internal static async Task RunAsync(Report report)
    {
        await ColdStart.RunAsync(report);
        var system = ActorSystem.Create("bench", Quiet);
        await MeasureAsync("tell, one receiver", "msg", 5_000_000, n => Tell(system, n));
        await MeasureAsync("ping-pong, one in flight", "msg", 1_000_000, n => PingPong(system, n));
        await MeasureAsync("ask, one at a time", "asks", 200_000, n => Ask(system, n, 1));
        await MeasureAsync("ask, 100 in flight", "asks", 500_000, n => Ask(system, n, 100));
        await system.Terminate();
        await IdleActorsAsync(report, 100_000);

        async Task MeasureAsync(string name, string unit, int count, Func<int, Task> work) =>
            report.Rate(name, unit, await Report.RoundsAsync(Rounds, count, () => work(count)));
    }

    private static async Task Tell(ActorSystem system, int count)
    {
        var counter = system.ActorOf<Counter>();
        var done = new TaskCompletionSource();
        counter.Tell(new CountTo(count, done));
        object message = "message";
        for (var i = 0; i < count; i++)
            counter.Tell(message, ActorRefs.NoSender);
        await done.Task;
        system.Stop(counter);
    }

    private static async Task PingPong(ActorSystem system, int count)
    {
        var done = new TaskCompletionSource();
        var left = system.ActorOf(Props.Create(() => new Player(count / 2, done)));
        var right = system.ActorOf(Props.Create(() => new Player(int.MaxValue, done)));
        left.Tell("ball", right);
        await done.Task;
        system.Stop(left);
        system.Stop(right);
    }

    private static async Task Ask(ActorSystem system, int count, int inFlight)
    {
        var counter = system.ActorOf<Counter>();
        var askers = new Task[inFlight];
        for (var i = 0; i < inFlight; i++)
            askers[i] = Task.Run(() => AskMany(counter, count / inFlight));
        await Task.WhenAll(askers);
        system.Stop(counter);
    }

    private static async Task AskMany(IActorRef actor, int count)
    {
        for (var i = 0; i < count; i++)
            await actor.Ask<string>("ready?", TimeSpan.FromSeconds(30)).ConfigureAwait(false);
    }

    /// <summary>Each round makes its actors in a system of their own, and asks each once.</summary>
    private static async Task IdleActorsAsync(Report report, int count)
    {
        var heap = new List<double>();
        var samples = await Report.RoundsAsync(
            Rounds,
            async () =>
            {
                var system = ActorSystem.Create("idle", Quiet);
                await system.ActorOf<Counter>().Ask<string>("ready?");
                var actors = new IActorRef[count];
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var lap = Lap.Start();
                var props = Props.Create(() => new Counter());
                for (var i = 0; i < count; i++)
                    actors[i] = system.ActorOf(props);
                for (var i = 0; i < count; i++)
                    await actors[i].Ask<string>("ready?");
                var sample = lap.End(count);
                heap.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count);
                GC.KeepAlive(actors);
                await system.Terminate();
                return sample;
            }
        );
        report.Memory("idle actor that was made and has answered once", heap, samples);
    }

    private sealed record CountTo(int Count, TaskCompletionSource Done);

    private sealed class Counter : UntypedActor
    {
        private int _left;
        private TaskCompletionSource? _done;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "ready?":
                    Sender.Tell("yes");
                    break;
                case CountTo countTo:
                    (_left, _done) = (countTo.Count, countTo.Done);
                    break;
                default:
                    if (--_left == 0)
                        _done!.SetResult();
                    break;
            }
        }
    }

    private sealed class Player(int limit, TaskCompletionSource done) : UntypedActor
    {
        private int _hits;

        protected override void OnReceive(object message)
        {
            if (++_hits == limit)
                done.SetResult();
            else
                Sender.Tell(message, Self);
        }
    }
}
