using ActorStream.Benchmarks.Measuring;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Benchmarks.Product;

/// <summary>How long a conversation of 10,000 events takes to come back, without a snapshot and with.</summary>
internal static class RecoveryBenchmark
{
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
        // The first recovery of a process runs cold code, and has a row of its own.
        var first = await RecoverAsync(folder, hocon, id);
        report.Time($"recovery of 10,000 events {label}, first", [first]);
        report.Time(
            $"recovery of 10,000 events {label}",
            await Report.RoundsAsync(Rounds, () => RecoverAsync(folder, hocon, id))
        );
        System.IO.Directory.Delete(folder, recursive: true);
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
