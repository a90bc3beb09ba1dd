using ActorStream.Benchmarks.Measuring;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Benchmarks.Product;

/// <summary>
/// How long a conversation of 10,000 events takes to come back, without a snapshot and with: in a process that
/// has just started, where most code is cold, and in one that did it before.
/// </summary>
internal static class RecoveryBenchmark
{
    /// <summary>The argument of a process that does it once.</summary>
    internal const string Once = "recovery-once";

    private const int Events = 10_000;
    private const int Rounds = 7;

    internal static async Task RunAsync(Report report)
    {
        await MeasureAsync(
            report,
            "without a snapshot",
            "actorstream.conversations.snapshot-after-events = 1000000"
        );
        await MeasureAsync(report, "with a snapshot", "");
    }

    private static async Task MeasureAsync(Report report, string label, string hocon)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        var id = ConversationId.New();
        await BenchmarkSystem.RunAsync(folder, hocon, gateway => FillAsync(gateway, id));
        report.Time(
            $"recovery of 10,000 events {label}, fresh",
            await Report.RoundsAsync(
                Rounds,
                () => FreshProcess.MeasureAsync(Once, folder, hocon, id.Value)
            )
        );
        report.Time(
            $"recovery of 10,000 events {label}, warm",
            await Report.RoundsAsync(Rounds, () => RecoverAsync(folder, hocon, id))
        );
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a fresh process does: one recovery, which it prints.</summary>
    internal static async Task RunOnceAsync(string folder, string hocon, string id)
    {
        if (!ConversationId.TryParse(id, out var conversation))
            throw new ArgumentException("That is no conversation's id.", nameof(id));
        FreshProcess.Print(await RecoverAsync(folder, hocon, conversation));
    }

    private static async Task<Sample> RecoverAsync(string folder, string hocon, ConversationId id)
    {
        Sample sample = default;
        await BenchmarkSystem.RunAsync(
            folder,
            hocon,
            async gateway =>
            {
                // Another conversation first: the journal's own start is not what is measured.
                await BenchmarkSystem.BeginAsync(gateway, ConversationId.New());
                var lap = Lap.Start();
                await gateway.AskAsync(new WakeConversation(id), default);
                sample = lap.End(1);
            }
        );
        return sample;
    }

    private static async Task FillAsync(ConversationGateway gateway, ConversationId id)
    {
        await BenchmarkSystem.BeginAsync(gateway, id);
        await BenchmarkSystem.PromptAsync(gateway, id, Events);
        await gateway
            .View(id, null, new TurnId(1))
            .RunWith(Sink.Ignore<ViewItem>(), gateway.Materializer);
        // One more question goes through the actor after its snapshot was handed over.
        await gateway.AskAsync(new GetTranscript(id), default);
    }
}
