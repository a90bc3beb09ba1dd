using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: a process stops (SIGSTOP) with its actors in the middle of writing, another one
/// takes over, and the first wakes up: from the other's first event on it writes no row (I5).
/// </summary>
public sealed class A_writer_that_was_asleep
{
    private const int Writers = 20;

    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Writes_no_row_after_another_has_taken_over()
    {
        for (var round = 0; round < LongRun.Or(50, 2); round++)
            await TakeOverAsync(storedBefore: 1 + (round * 7));
    }

    private static async Task TakeOverAsync(int storedBefore)
    {
        using var store = new PostgresStore();
        var testimony = new Testimony();
        using var asleep = WritingProcess.Start(
            store.ProviderName,
            store.ConnectionString,
            Writers,
            upTo: long.MaxValue,
            givesUp: true
        );
        // All of them must have begun: one that begins when it wakes up is no stale writer.
        while (testimony.Storing < Writers)
            await asleep.HearAsync(testimony, stored: 1);
        await asleep.HearAsync(testimony, stored: storedBefore);
        await asleep.SignalAsync("STOP");

        await using (var running = RunningSystem.On(store, NeverMind.Failures))
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, Writers)
                    .Select(i => TakeOverAsync(running.System, $"a{i}", testimony))
            );
            await asleep.SignalAsync("CONT");
            await asleep.HearToTheEndAsync(new Testimony());
        }

        foreach (var rows in Written(store).GroupBy(row => row.Id, row => row.Writer))
        {
            var lives = rows.Where((writer, i) => i == 0 || writer != rows.ElementAt(i - 1));
            lives.ShouldBeUnique($"{rows.Key}: a writer came back");
        }
        await testimony.ShouldAgreeWithAsync(store);
    }

    private static async Task TakeOverAsync(ActorSystem system, string id, Testimony testimony)
    {
        var highest = 0L;
        var writer = new StubbornWriter(
            system,
            id,
            line =>
            {
                testimony.Hear(line);
                if (line.StartsWith("read", StringComparison.Ordinal))
                    highest = long.Parse(line.Split(' ')[2]);
            }
        );
        // A first event makes it the writer; what the sleeper had under way may be quicker than that.
        await writer.WriteAsync(1);
        await writer.WriteAsync(highest + 5);
    }

    private static IEnumerable<(string Id, string Writer)> Written(SqlStore store) =>
        store
            .Query("SELECT persistence_id, writer_uuid FROM journal ORDER BY 1, sequence_number")
            .Select(row => ((string)row[0], (string)row[1]));
}
