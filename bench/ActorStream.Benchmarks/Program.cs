using ActorStream.Benchmarks.Engine;

switch (args.FirstOrDefault())
{
    case "actors":
        ActorBenchmarks.Run();
        return 0;
    case "persistence":
        PersistenceBenchmarks.Run();
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: actors, persistence");
        return 1;
}
