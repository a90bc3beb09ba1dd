using ActorStream.Benchmarks.Engine;
using ActorStream.Benchmarks.Measuring;
using ActorStream.Benchmarks.Product;

var report = new Report(Console.Out);
switch (args.FirstOrDefault())
{
    case "actors":
        await ActorBenchmarks.RunAsync(report);
        return 0;
    case ColdStart.Argument:
        await ColdStart.RunChildAsync();
        return 0;
    case "persistence":
        await PersistenceBenchmarks.RunAsync(report);
        return 0;
    case "streams":
        await StreamBenchmarks.RunAsync(report);
        return 0;
    case "sql":
        await SqlJournalBenchmarks.RunAsync(report, args.ElementAtOrDefault(1));
        return 0;
    case "fanout":
        await FanOutBenchmark.RunAsync(report);
        return 0;
    case "recovery":
        await RecoveryBenchmark.RunAsync(report);
        return 0;
    case RecoveryBenchmark.Once when args is [_, var folder, var hocon, var id]:
        await RecoveryBenchmark.RunOnceAsync(folder, hocon, id);
        return 0;
    case "start":
        return StartBenchmark.Run(args.AsSpan(1));
    case "verify":
        return await VerifyBenchmark.RunAsync(report, Console.Out);
    case "viewers":
        await IdleViewersBenchmark.RunAsync(report);
        return 0;
    case IdleViewersBenchmark.Clients when args is [_, var port, var viewers, .. var paths]:
        await IdleClients.RunAsync(int.Parse(port), int.Parse(viewers), paths);
        return 0;
    default:
        Console.Error.WriteLine(
            "Say what to measure: actors, persistence, streams, sql, fanout, recovery, start, verify, viewers"
        );
        return 1;
}
