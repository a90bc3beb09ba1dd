using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// Persistent actors on the in-memory journal: what this side costs before any store does. Each
/// figure is the median of five runs after a warm-up. The processor time holds on a busy machine too.
/// </summary>
public static class PersistenceBenchmarks
{
    private const int Runs = 5;
    private static readonly Config InMemory = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        """
    );

    public static void Run()
    {
        Measure("persist one at a time, 1 actor", 1, 200_000, isAsync: false);
        Measure("persist one at a time, 100 actors", 100, 5_000, isAsync: false);
        Measure("persist one at a time, 1,000 actors", 1_000, 500, isAsync: false);
        Measure("persist async, 1 actor", 1, 500_000, isAsync: true);
        Measure("persist async, 100 actors", 100, 5_000, isAsync: true);
        Recovery();
        IdleActors(20_000);
    }

    private static void Measure(string name, int actors, int eventsEach, bool isAsync)
    {
        var rates = new List<double>();
        var bytes = new List<double>();
        var processor = new List<double>();
        var count = actors * eventsEach;
        for (var i = 0; i <= Runs; i++)
        {
            var system = ActorSystem.Create("bench", InMemory);
            using var done = new CountdownEvent(actors);
            var refs = StartAll(system, actors, isAsync, eventsEach, done);
            GC.Collect();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var used = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            Persist(refs, eventsEach);
            done.Wait();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            used = Environment.CpuUsage.TotalTime - used;
            if (i > 0)
            {
                processor.Add(used.TotalNanoseconds / count);
                rates.Add(count / elapsed);
                bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count);
            }

            system.Terminate().GetAwaiter().GetResult();
        }

        Console.WriteLine(
            $"{name, -44} {Median(rates), 12:N0} events/s {Median(processor), 7:N0} ns and "
                + $"{Median(bytes), 4:N0} B each"
        );
    }

    private static void Persist(IActorRef[] actors, int eventsEach)
    {
        object command = "event";
        for (var n = 0; n < eventsEach; n++)
        {
            foreach (var actor in actors)
            {
                actor.Tell(command, ActorRefs.NoSender);
            }
        }
    }

    private static IActorRef[] StartAll(
        ActorSystem system,
        int actors,
        bool isAsync,
        int eventsEach,
        CountdownEvent done
    )
    {
        using var recovered = new CountdownEvent(actors);
        var refs = new IActorRef[actors];
        for (var i = 0; i < actors; i++)
        {
            var id = $"p-{i}";
            refs[i] = system.ActorOf(
                Props.Create(() => new Writer(id, isAsync, eventsEach, recovered, done)),
                id
            );
        }

        recovered.Wait();
        return refs;
    }

    private static void Recovery()
    {
        const int events = 10_000;
        var system = ActorSystem.Create("recovery", InMemory);
        using var written = new CountdownEvent(1);
        var writer = StartAll(system, 1, isAsync: true, events, written)[0];
        for (var n = 0; n < events; n++)
        {
            writer.Tell("event", ActorRefs.NoSender);
        }

        written.Wait();
        writer.GracefulStop(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        var times = new List<double>();
        for (var i = 0; i < Runs * 4; i++)
        {
            using var recovered = new CountdownEvent(1);
            var start = Stopwatch.GetTimestamp();
            var actor = system.ActorOf(Props.Create(() => new Reader("p-0", recovered)));
            recovered.Wait();
            if (i >= Runs)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            actor.GracefulStop(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        }

        Console.WriteLine($"{"recovery of 10,000 events", -44} {Median(times), 12:N2} ms");
        system.Terminate().GetAwaiter().GetResult();
    }

    private static void IdleActors(int count)
    {
        var system = ActorSystem.Create("idle", InMemory);
        Create(system, 0, 1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Create(system, 1_000, count);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(
            $"{"heap of an idle persistent actor", -44} {(after - before) / (double)count, 12:N0} B"
        );
        system.Terminate().GetAwaiter().GetResult();

        static void Create(ActorSystem system, int first, int count)
        {
            using var recovered = new CountdownEvent(count);
            for (var i = first; i < first + count; i++)
            {
                var id = $"idle-{i}";
                system.ActorOf(Props.Create(() => new Reader(id, recovered)));
            }

            recovered.Wait();
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class Writer : ReceivePersistentActor
    {
        private int _left;

        public Writer(
            string persistenceId,
            bool isAsync,
            int events,
            CountdownEvent recovered,
            CountdownEvent done
        )
        {
            PersistenceId = persistenceId;
            _left = events;
            Action<string> handler = _ =>
            {
                if (--_left == 0)
                {
                    done.Signal();
                }
            };
            Recover<string>(_ => { });
            Recover<RecoveryCompleted>(_ => recovered.Signal());
            Command<string>(text =>
            {
                if (isAsync)
                {
                    PersistAsync(text, handler);
                }
                else
                {
                    Persist(text, handler);
                }
            });
        }

        public override string PersistenceId { get; }
    }

    private sealed class Reader : ReceivePersistentActor
    {
        private int _seen;

        public Reader(string persistenceId, CountdownEvent recovered)
        {
            PersistenceId = persistenceId;
            Recover<string>(_ => _seen++);
            Recover<RecoveryCompleted>(_ => recovered.Signal());
            Command<string>(_ => Sender.Tell(_seen));
        }

        public override string PersistenceId { get; }
    }
}
