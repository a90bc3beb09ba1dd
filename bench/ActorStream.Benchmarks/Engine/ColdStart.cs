using System.Diagnostics;
using System.Globalization;
using ActorStream.Benchmarks.Measuring;
using Akka.Actor;
using Akka.Configuration;

namespace ActorStream.Benchmarks.Engine;

/// <summary>
/// How long an actor system takes to answer: the first of a process, each in a process of its own, because
/// nearly all of that is code that is cold; and later ones.
/// </summary>
internal static class ColdStart
{
    /// <summary>Makes this program one of the processes that start a system and say how long it took.</summary>
    internal const string Argument = "start-once";

    private const int Rounds = 7;
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        "akka.loglevel = WARNING"
    );

    internal static async Task RunAsync(Report report)
    {
        report.Time(
            "actor system ready, first in a process",
            await Report.RoundsAsync(Rounds, InAProcessOfItsOwnAsync)
        );
        report.Time("actor system ready, later ones", await Report.RoundsAsync(Rounds, StartAsync));
    }

    internal static async Task RunChildAsync(TextWriter output)
    {
        var sample = await StartAsync();
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sample.Elapsed.Ticks} {sample.Processor.Ticks} {sample.AllocatedBytes}"
            )
        );
    }

    private static async Task<Sample> StartAsync()
    {
        var lap = Lap.Start();
        var system = ActorSystem.Create("start", Quiet);
        await system.ActorOf<Answering>().Ask<string>("ready?");
        var sample = lap.End(1);
        await system.Terminate();
        return sample;
    }

    private static async Task<Sample> InAProcessOfItsOwnAsync()
    {
        var program = Environment.ProcessPath!;
        var isHost = string.Equals(
            Path.GetFileNameWithoutExtension(program),
            "dotnet",
            StringComparison.Ordinal
        );
        string[] arguments = isHost ? [typeof(ColdStart).Assembly.Location, Argument] : [Argument];
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var child = Process.Start(start)!;
        var answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        var figures = answer
            .Split(' ', StringSplitOptions.TrimEntries)
            .Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))
            .ToArray();
        return new(1, new TimeSpan(figures[0]), new TimeSpan(figures[1]), figures[2]);
    }

    private sealed class Answering : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("yes");
    }
}
