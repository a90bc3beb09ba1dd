using ActorStream.Benchmarks.Measuring;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace ActorStream.Benchmarks.Engine;

/// <summary>Streams: elements through short graphs, whole streams, memory of a waiting one.</summary>
internal static class StreamBenchmarks
{
    private const int Rounds = 7;
    private const int Elements = 5_000_000;
    private const int Streams = 200_000;
    private const int AtOnce = 100;
    private const int Waiting = 20_000;

    internal static async Task RunAsync(Report report)
    {
        using var system = ActorSystem.Create("streams", "akka.loglevel = WARNING");
        using var materializer = system.Materializer();
        var numbers = Source.From(Enumerable.Range(1, Elements));

        await MeasureAsync(
            "From, Select, Ignore",
            "elements",
            Elements,
            () => numbers.Select(x => x + 1).RunWith(Sink.Ignore<int>(), materializer)
        );
        await MeasureAsync(
            "From, five Selects, Ignore",
            "elements",
            Elements,
            () =>
                numbers
                    .Select(x => x + 1)
                    .Select(x => x + 1)
                    .Select(x => x + 1)
                    .Select(x => x + 1)
                    .Select(x => x + 1)
                    .RunWith(Sink.Ignore<int>(), materializer)
        );
        await MeasureAsync(
            "UnfoldAsync (completed), ForEachAsync (completed)",
            "elements",
            Elements / 5,
            () =>
                Source
                    .UnfoldAsync(0, Next)
                    .RunWith(
                        Sink.ForEachAsync<int>(1, static _ => Task.CompletedTask),
                        materializer
                    )
        );
        var graph = Source
            .Single(1)
            .Select(x => x + 1)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Right);
        await MeasureAsync(
            "A stream of three stages, a hundred at once",
            "streams",
            Streams,
            () => RunMany(graph, materializer)
        );
        await MeasureAsync(
            "A stream of three stages, one after the other",
            "streams",
            Streams,
            async () =>
            {
                for (var i = 0; i < Streams; i++)
                    await graph.Run(materializer);
            }
        );
        await WaitingAsync(report, materializer);
        await system.Terminate();

        async Task MeasureAsync(string name, string unit, double count, Func<Task> work) =>
            report.Rate(name, unit, await Report.RoundsAsync(Rounds, count, work));
    }

    private static Task<Option<(int, int)>> Next(int state) =>
        Task.FromResult(
            state < Elements / 5
                ? Option<(int, int)>.Create((state + 1, state))
                : Option<(int, int)>.None
        );

    private static async Task RunMany<T>(
        IRunnableGraph<Task<T>> graph,
        ActorMaterializer materializer
    )
    {
        var running = new Task[AtOnce];
        for (var done = 0; done < Streams; done += AtOnce)
        {
            for (var i = 0; i < AtOnce; i++)
                running[i] = graph.Run(materializer);
            await Task.WhenAll(running);
        }
    }

    private static async Task WaitingAsync(Report report, ActorMaterializer materializer)
    {
        var heap = new List<double>();
        var samples = await Report.RoundsAsync(
            Rounds,
            async () =>
            {
                var never = new TaskCompletionSource<Option<(int, int)>>();
                var graph = Source
                    .UnfoldAsync(0, _ => never.Task)
                    .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
                    .ToMaterialized(
                        Sink.ForEachAsync<int>(1, static _ => Task.CompletedTask),
                        Keep.Both
                    );
                var running = new (UniqueKillSwitch Switch, Task Done)[Waiting];
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var lap = Lap.Start();
                for (var i = 0; i < running.Length; i++)
                    running[i] = graph.Run(materializer);
                var sample = lap.End(Waiting);
                heap.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Waiting);
                foreach (var (killSwitch, _) in running)
                    killSwitch.Shutdown();
                never.SetResult(Option<(int, int)>.None);
                await Task.WhenAll(running.Select(one => one.Done));
                return sample;
            }
        );
        report.Memory("a waiting viewer's stream", heap, samples);
    }
}
