using ActorStream.Benchmarks.Engine;
using ActorStream.Benchmarks.Product;

switch (args.FirstOrDefault())
{
    case "actors":
        ActorBenchmarks.Run();
        return 0;
    case "persistence":
        PersistenceBenchmarks.Run();
        return 0;
    case "streams":
        StreamBenchmarks.Run();
        return 0;
    case "sql":
        await SqlJournalBenchmarks.RunAsync(Console.Out, args.ElementAtOrDefault(1));
        return 0;
    case "fanout":
        await FanOutBenchmark.RunAsync();
        return 0;
    case "recovery":
        await RecoveryBenchmark.RunAsync();
        return 0;
    case RecoveryBenchmark.Once when args is [_, var folder, var hocon, var id]:
        await RecoveryBenchmark.RunOnceAsync(folder, hocon, id);
        return 0;
    case "start":
        return StartBenchmark.Run(args.AsSpan(1));
    case "verify":
        return await VerifyBenchmark.RunAsync();
    default:
        Console.Error.WriteLine(
            "Say what to measure: actors, persistence, streams, sql, fanout, recovery, start, verify"
        );
        return 1;
}
