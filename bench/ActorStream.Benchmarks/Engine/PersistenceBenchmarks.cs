using ActorStream.Benchmarks.Measuring;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// Persistent actors on the in-memory journal: what this side costs before any store does.
/// </summary>
internal static class PersistenceBenchmarks
{
    private const int Rounds = 5;
    private static readonly Config InMemory = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        """
    );

    internal static async Task RunAsync(Report report)
    {
        await MeasureAsync("Persist, in memory, 1 actor", 1, 200_000, isAsync: false);
        await MeasureAsync("Persist, in memory, 100 actors", 100, 5_000, isAsync: false);
        await MeasureAsync("Persist, in memory, 1,000 actors", 1_000, 500, isAsync: false);
        await MeasureAsync("PersistAsync, in memory, 1 actor", 1, 500_000, isAsync: true);
        await MeasureAsync("PersistAsync, in memory, 100 actors", 100, 5_000, isAsync: true);
        await RecoveryAsync(report);
        await IdleActorsAsync(report, 20_000);

        async Task MeasureAsync(string name, int actors, int eventsEach, bool isAsync) =>
            report.Rate(
                name,
                "events",
                await Report.RoundsAsync(Rounds, () => WriteAsync(actors, eventsEach, isAsync))
            );
    }

    private static async Task<Sample> WriteAsync(int actors, int eventsEach, bool isAsync)
    {
        var system = ActorSystem.Create("bench", InMemory);
        using var done = new CountdownEvent(actors);
        var refs = StartAll(system, actors, isAsync, eventsEach, done);
        var lap = Lap.Start();
        Persist(refs, eventsEach);
        done.Wait();
        var sample = lap.End(actors * eventsEach);
        await system.Terminate();
        return sample;
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

    private static async Task RecoveryAsync(Report report)
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
        await writer.GracefulStop(TimeSpan.FromSeconds(10));
        var samples = await Report.RoundsAsync(
            Rounds * 3,
            async () =>
            {
                using var recovered = new CountdownEvent(1);
                var lap = Lap.Start();
                var actor = system.ActorOf(Props.Create(() => new Reader("p-0", recovered)));
                recovered.Wait();
                var sample = lap.End(1);
                await actor.GracefulStop(TimeSpan.FromSeconds(10));
                return sample;
            }
        );
        report.Time("recovery of 10,000 events, in memory", samples);
        await system.Terminate();
    }

    private static async Task IdleActorsAsync(Report report, int count)
    {
        var heap = new List<double>();
        var samples = await Report.RoundsAsync(
            Rounds,
            async () =>
            {
                var system = ActorSystem.Create("idle", InMemory);
                Create(system, 0, 1_000);
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var lap = Lap.Start();
                Create(system, 1_000, count);
                var sample = lap.End(count);
                heap.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count);
                await system.Terminate();
                return sample;
            }
        );
        report.Memory("idle persistent actor that has recovered", heap, samples);

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
