using System.Diagnostics;
using System.Globalization;
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
public static class RecoveryBenchmark
{
    /// <summary>The argument of a process that does it once.</summary>
    public const string Once = "recovery-once";

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
        var warm = new List<double>();
        for (var round = 0; round < Rounds; round++)
            warm.Add(await RecoverAsync(folder, hocon, id));
        var fresh = new List<double>();
        for (var round = 0; round < Rounds; round++)
            fresh.Add(await RecoverInFreshProcessAsync(folder, hocon, id));
        System.IO.Directory.Delete(folder, recursive: true);
        Print($"{label}, in a fresh process", fresh);
        Print($"{label}, warm", warm);
    }

    private static void Print(string label, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(
            $"recovery of {Events:N0} events {label}: median {milliseconds[Rounds / 2]:F1} ms "
                + $"({milliseconds[0]:F1} to {milliseconds[^1]:F1})"
        );
    }

    /// <summary>What a fresh process does: one recovery, whose milliseconds it prints.</summary>
    public static async Task RunOnceAsync(string folder, string hocon, string id)
    {
        if (!ConversationId.TryParse(id, out var conversation))
            throw new ArgumentException("That is no conversation's id.", nameof(id));
        var milliseconds = await RecoverAsync(folder, hocon, conversation);
        Console.WriteLine(milliseconds.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double> RecoverInFreshProcessAsync(
        string folder,
        string hocon,
        ConversationId id
    )
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        // Started by `dotnet`, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(RecoveryBenchmark).Assembly.Location);
        foreach (var argument in new[] { Once, folder, hocon, id.Value })
            start.ArgumentList.Add(argument);
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }

    private static async Task<double> RecoverAsync(string folder, string hocon, ConversationId id)
    {
        var milliseconds = 0.0;
        await BenchmarkSystem.RunAsync(
            folder,
            hocon,
            async gateway =>
            {
                // Another conversation first: the journal's own start is not what is measured.
                await BenchmarkSystem.BeginAsync(gateway, ConversationId.New());
                var started = Stopwatch.GetTimestamp();
                await gateway.AskAsync(new WakeConversation(id), default);
                milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        );
        return milliseconds;
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
