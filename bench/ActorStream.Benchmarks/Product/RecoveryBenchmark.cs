using System.Diagnostics;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.Views;
using Akka.Streams.Dsl;

namespace ActorStream.Benchmarks.Product;

/// <summary>How long a conversation of 10,000 events takes to come back, without a snapshot and with.</summary>
public static class RecoveryBenchmark
{
    private const int Events = 10_000;
    private const int Rounds = 7;

    /// <summary>Prints the medians.</summary>
    public static async Task RunAsync()
    {
        await MeasureAsync(
            "without a snapshot",
            "actorstream.conversations.snapshot-after-events = 1000000"
        );
        await MeasureAsync("with a snapshot", "");
    }

    private static async Task MeasureAsync(string label, string hocon)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("actorstream-bench-").FullName;
        var id = ConversationId.New();
        await BenchmarkSystem.RunAsync(folder, hocon, gateway => FillAsync(gateway, id));
        var milliseconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await BenchmarkSystem.RunAsync(
                folder,
                hocon,
                async gateway =>
                {
                    // Another conversation first: the journal's own start is not what is measured.
                    await BenchmarkSystem.BeginAsync(gateway, ConversationId.New());
                    var started = Stopwatch.GetTimestamp();
                    await gateway.AskAsync(new WakeConversation(id), default);
                    milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            );
        }

        System.IO.Directory.Delete(folder, recursive: true);
        var first = milliseconds[0];
        milliseconds.Sort();
        Console.WriteLine(
            $"recovery of {Events:N0} events {label}: median {milliseconds[Rounds / 2]:F1} ms "
                + $"(first {first:F1}, min {milliseconds[0]:F1})"
        );
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
