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
            await Report.RoundsAsync(Rounds, () => FreshProcess.MeasureAsync(Argument))
        );
        report.Time("actor system ready, later ones", await Report.RoundsAsync(Rounds, StartAsync));
    }

    internal static async Task RunChildAsync() => FreshProcess.Print(await StartAsync());

    private static async Task<Sample> StartAsync()
    {
        var lap = Lap.Start();
        var system = ActorSystem.Create("start", Quiet);
        await system.ActorOf<Answering>().Ask<string>("ready?");
        var sample = lap.End(1);
        await system.Terminate();
        return sample;
    }

    private sealed class Answering : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("yes");
    }
}
