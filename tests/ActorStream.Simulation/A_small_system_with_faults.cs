using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;

namespace ActorStream.Simulation;

/// <summary>
/// Thousands of runs of a small system whose disk fails and whose process is killed (I1, I2, I3, I4, I6,
/// I8, I9, I10, I16, I19). Each is played twice: the same seed gives the same trace, byte for byte.
/// </summary>
/// <remarks>
/// <c>ACTORSTREAM_SEED=42</c> plays one seed and prints its trace. <c>ACTORSTREAM_LONG=1</c> plays
/// 10,000.
/// </remarks>
public sealed class A_small_system_with_faults(ITestOutputHelper output)
{
    private const int SeedsOfEveryRun = 300;
    private const int SeedsOfALongRun = 10_000;

    private static readonly string[] MustHappen =
    [
        "crash",
        "event shown",
        "heartbeat",
        "PromptAccepted",
        "refused JournalUnavailable",
        "refused Overloaded",
        "refused TurnEnded",
        "refused TurnRunning",
        "TurnAborted",
        "TurnCompleted",
        "TurnFailed",
        "TurnInterrupted",
        "TurnStopped",
        "view failed",
        "viewer resumes",
    ];

    [EngineFact]
    public void Keeps_its_promises_and_repeats_itself()
    {
        if (Variables.Number("ACTORSTREAM_SEED") is { } one)
        {
            PlayOne(one);
            return;
        }

        var isLong = Variables.Number("ACTORSTREAM_LONG") == 1;
        var seeds =
            Variables.Number("ACTORSTREAM_SEEDS") ?? (isLong ? SeedsOfALongRun : SeedsOfEveryRun);
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var failures = new ConcurrentQueue<string>();
        var hashes = new string[seeds];
        var lines = 0L;
        var start = Stopwatch.GetTimestamp();
        Parallel.For(
            0,
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
            {
                var first = Play(seed);
                var second = Play(seed);
                hashes[seed] = first.Hash;
                Interlocked.Add(ref lines, first.Lines);
                foreach (var (what, count) in first.Seen)
                    seen.AddOrUpdate(what, count, (_, before) => before + count);
                if (!string.Equals(first.Hash, second.Hash, StringComparison.Ordinal))
                    failures.Enqueue($"seed {seed}: two runs, two traces.");
                foreach (var violation in first.Violations)
                    failures.Enqueue($"seed {seed}: {violation}");
            }
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{seeds} seeds, each twice, in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; {lines} lines of trace a round; hash of all {HashOf(hashes)}"
            )
        );
        foreach (var (what, count) in seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{count, 9} {what}");
        failures.ShouldBeEmpty(
            "Replay one with: ACTORSTREAM_SEED=<seed> dotnet test tests/ActorStream.Simulation"
        );
        hashes.Distinct(StringComparer.Ordinal).Count().ShouldBe(seeds, "other seed, other trace");
        MustHappen.Where(what => !seen.ContainsKey(what)).ShouldBeEmpty();
    }

    private static string HashOf(string[] hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(hashes))));

    private static Played Play(int seed, bool keepsTrace = false)
    {
        using var simulation = new ConversationSimulation(
            seed,
            $"simulation-{Environment.CurrentManagedThreadId}",
            keepsTrace
        );
        List<string> violations;
        try
        {
            simulation.Play();
            violations = simulation.Report.Violations;
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to a seed.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            violations = [.. simulation.Report.Violations, failure.ToString()];
        }

        return new(
            simulation.Run.TraceHash,
            simulation.Run.TraceLength,
            simulation.Report.Seen,
            violations,
            [.. simulation.Run.Trace]
        );
    }

    private void PlayOne(int seed)
    {
        var first = Play(seed, keepsTrace: true);
        var second = Play(seed, keepsTrace: true);
        var folder = Directory.CreateTempSubdirectory("actorstream-simulation-");
        var file = Path.Combine(folder.FullName, "trace.txt");
        File.WriteAllLines(file, first.Trace);
        output.WriteLine($"seed {seed}: {first.Lines} lines in {file}, hash {first.Hash}");
        second.Trace.ShouldBe(first.Trace);
        first.Violations.ShouldBeEmpty();
    }

    private sealed record Played(
        string Hash,
        long Lines,
        IReadOnlyDictionary<string, int> Seen,
        List<string> Violations,
        List<string> Trace
    );
}
