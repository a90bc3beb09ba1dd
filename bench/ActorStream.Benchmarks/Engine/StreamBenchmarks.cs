using System.Diagnostics;
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

    internal static void Run()
    {
        using var system = ActorSystem.Create("streams", "akka.loglevel = WARNING");
        using var materializer = system.Materializer();
        var numbers = Source.From(Enumerable.Range(1, Elements));

        Report(
            "From, Select, Ignore",
            "elements/s",
            Elements,
            () => numbers.Select(x => x + 1).RunWith(Sink.Ignore<int>(), materializer)
        );
        Report(
            "From, five Selects, Ignore",
            "elements/s",
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
        Report(
            "UnfoldAsync (completed), ForEachAsync (completed)",
            "elements/s",
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
        Report(
            "A stream of three stages, a hundred at once",
            "streams/s",
            Streams,
            () => RunMany(graph, materializer)
        );
        Report(
            "A stream of three stages, one after the other",
            "streams/s",
            Streams,
            async () =>
            {
                for (var i = 0; i < Streams; i++)
                    await graph.Run(materializer);
            }
        );
        Console.WriteLine(
            $"{"A waiting viewer's stream", -52} {BytesPerStream(materializer), 14:N0} bytes"
        );
        system.Terminate().GetAwaiter().GetResult();
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

    private static long BytesPerStream(ActorMaterializer materializer)
    {
        var never = new TaskCompletionSource<Option<(int, int)>>();
        var graph = Source
            .UnfoldAsync(0, _ => never.Task)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.ForEachAsync<int>(1, static _ => Task.CompletedTask), Keep.Both);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var running = new (UniqueKillSwitch Switch, Task Done)[Waiting];
        for (var i = 0; i < running.Length; i++)
            running[i] = graph.Run(materializer);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Waiting;
        foreach (var (killSwitch, _) in running)
            killSwitch.Shutdown();
        never.SetResult(Option<(int, int)>.None);
        Task.WhenAll(running.Select(one => one.Done)).GetAwaiter().GetResult();
        return bytes;
    }

    private static void Report(string name, string unit, double count, Func<Task> run)
    {
        run().GetAwaiter().GetResult();
        var rates = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            GC.Collect();
            var started = Stopwatch.GetTimestamp();
            run().GetAwaiter().GetResult();
            rates[i] = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        Array.Sort(rates);
        Console.WriteLine($"{name, -52} {rates[Rounds / 2], 14:N0} {unit}");
    }
}
