using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// The actor runtime alone: how many messages a second, what an idle actor weighs, how long a system takes
/// to start. Each figure is the median of five runs after a warm-up.
/// </summary>
public static class ActorBenchmarks
{
    private const int Runs = 5;
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        "akka.loglevel = WARNING"
    );

    public static void Run()
    {
        SystemStart();
        var system = ActorSystem.Create("bench", Quiet);
        Measure("tell, one receiver", "msg", () => Tell(system, 5_000_000));
        Measure("ping-pong, one in flight", "msg", () => PingPong(system, 1_000_000));
        Measure("ask, one at a time", "round trips", () => Ask(system, 200_000, 1));
        Measure("ask, 100 in flight", "round trips", () => Ask(system, 500_000, 100));
        IdleActors(system, 100_000);
        system.Terminate().GetAwaiter().GetResult();
    }

    private static void SystemStart()
    {
        var times = new List<double>();
        for (var i = 0; i < Runs + 1; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var system = ActorSystem.Create("start", Quiet);
            system.ActorOf<Counter>().Ask<string>("ready?").GetAwaiter().GetResult();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i == 0)
                Console.WriteLine(
                    $"{"actor system ready, first in the process", -44} {elapsed, 12:N1} ms"
                );
            else
                times.Add(elapsed);
            system.Terminate().GetAwaiter().GetResult();
        }

        Console.WriteLine($"{"actor system ready, later ones", -44} {Median(times), 12:N1} ms");
    }

    private static void Measure(string name, string unit, Func<int> run)
    {
        run();
        var rates = new List<double>();
        var bytes = new List<double>();
        var processor = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var busy = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var count = run();
            rates.Add(count / Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - busy).TotalNanoseconds / count);
            bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count);
        }

        // What the processors worked for each tells more than the rate when others use them too.
        Console.WriteLine(
            $"{name, -44} {Median(rates), 12:N0} {unit}/s {Median(processor), 8:N0} ns of processor,"
                + $" {Median(bytes):N0} B each"
        );
    }

    private static int Tell(ActorSystem system, int count)
    {
        var counter = system.ActorOf<Counter>();
        var done = new TaskCompletionSource();
        counter.Tell(new CountTo(count, done));
        object message = "message";
        for (var i = 0; i < count; i++)
            counter.Tell(message, ActorRefs.NoSender);
        done.Task.GetAwaiter().GetResult();
        system.Stop(counter);
        return count;
    }

    private static int PingPong(ActorSystem system, int count)
    {
        var done = new TaskCompletionSource();
        var left = system.ActorOf(Props.Create(() => new Player(count / 2, done)));
        var right = system.ActorOf(Props.Create(() => new Player(int.MaxValue, done)));
        left.Tell("ball", right);
        done.Task.GetAwaiter().GetResult();
        system.Stop(left);
        system.Stop(right);
        return count;
    }

    private static int Ask(ActorSystem system, int count, int inFlight)
    {
        var counter = system.ActorOf<Counter>();
        var askers = new Task[inFlight];
        for (var i = 0; i < inFlight; i++)
            askers[i] = Task.Run(() => AskMany(counter, count / inFlight));
        Task.WaitAll(askers);
        system.Stop(counter);
        return count;
    }

    private static async Task AskMany(IActorRef actor, int count)
    {
        for (var i = 0; i < count; i++)
            await actor.Ask<string>("ready?", TimeSpan.FromSeconds(30)).ConfigureAwait(false);
    }

    private static void IdleActors(ActorSystem system, int count)
    {
        var actors = new IActorRef[count];
        var props = Props.Create(() => new Counter());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            actors[i] = system.ActorOf(props);
        for (var i = 0; i < count; i++)
            actors[i].Ask<string>("ready?").GetAwaiter().GetResult();
        var elapsed = Stopwatch.GetElapsedTime(start);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(
            $"{"idle actor that has answered once, heap", -44} {(after - before) / (double)count, 12:N0} B"
                + $" ({count / elapsed.TotalSeconds:N0} made and asked a second)"
        );
        GC.KeepAlive(actors);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
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
