using System.Globalization;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// From the process's start to the first answered request, the server and a bare Kestrel by turns, so that
/// whatever else the machine does meets both. The server's request begins a conversation: it is answered when
/// that is on the disk.
/// </summary>
public static class StartBenchmark
{
    private const int DefaultRounds = 21;
    private const string Usage = """
        Publish both, then say where they are:
          dotnet publish src/ActorStream.Server -c Release -r linux-x64 --no-self-contained -o artifacts/start/server
          dotnet publish bench/ActorStream.BareKestrel -c Release -r linux-x64 --no-self-contained -o artifacts/start/bare
          start artifacts/start/server/ActorStream.Server artifacts/start/bare/ActorStream.BareKestrel [rounds]
        """;

    /// <summary>Prints medians and their difference; returns 1 if it was not told what to start.</summary>
    public static int Run(ReadOnlySpan<string> args)
    {
        if (args.Length < 2 || !File.Exists(args[0]) || !File.Exists(args[1]))
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var rounds =
            args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : DefaultRounds;
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        try
        {
            var server = new StartedProgram(args[0], "POST", "/conversations", folder);
            var bare = new StartedProgram(args[1], "GET", "/", folder);
            // The first of each reads the files into memory, and makes the journal.
            server.Measure();
            bare.Measure();
            var serverTimes = new List<StartTimes>();
            var bareTimes = new List<StartTimes>();
            for (var round = 0; round < rounds; round++)
            {
                bareTimes.Add(bare.Measure());
                serverTimes.Add(server.Measure());
            }

            Print("bare Kestrel", bareTimes);
            Print("the server", serverTimes);
            Console.WriteLine(
                $"difference: {Median(serverTimes, Wall) - Median(bareTimes, Wall):F0} ms, "
                    + $"{Median(serverTimes, Processor) - Median(bareTimes, Processor):F0} ms of processor"
            );
            return 0;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string name, List<StartTimes> times) =>
        Console.WriteLine(
            $"{name}: process start to first answer, median {Median(times, Wall):F0} ms "
                + $"({times.Min(Wall):F0} to {times.Max(Wall):F0}), "
                + $"processor {Median(times, Processor):F0} ms "
                + $"({times.Min(Processor):F0} to {times.Max(Processor):F0})"
        );

    private static double Wall(StartTimes times) => times.Wall.TotalMilliseconds;

    private static double Processor(StartTimes times) => times.Processor.TotalMilliseconds;

    private static double Median(List<StartTimes> times, Func<StartTimes, double> of) =>
        times.Select(of).Order().ElementAt(times.Count / 2);
}
