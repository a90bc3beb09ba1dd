using ActorStream.Benchmarks.Engine;

switch (args.FirstOrDefault())
{
    case "actors":
        ActorBenchmarks.Run();
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: actors");
        return 1;
}
