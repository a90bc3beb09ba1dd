using ActorStream.Faults;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: writes and syncs of the SQLite files fail one by one. Actors stop, and the next
/// ones read what is there (I11); nothing that was acknowledged or read is lost, doubled or moved.
/// </summary>
public sealed class A_disk_that_fails
{
    private const int Writers = 4;

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [InlineData("sync", "EIO", 1, 7)]
    [InlineData("write", "EIO", 1, 23)]
    [InlineData("write", "ENOSPC", 5, 29)]
    public async Task Again_and_again_costs_only_what_was_not_acknowledged(
        string calls,
        string fault,
        int at,
        int every
    )
    {
        var testimony = await WriteAsync(
            new FaultyDisk
            {
                Files = "journal.db",
                Calls = calls,
                At = at,
                Every = every,
                Fault = fault,
            },
            upTo: 60
        );
        // Room that was missing once is made by emptying the log: then nobody notices.
        testimony.Failed.ShouldBeGreaterThan(fault == "EIO" ? Writers : 0);
    }

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [InlineData("sync", "EIO")]
    [InlineData("write", "EIO")]
    [InlineData("write", "ENOSPC")]
    public async Task Once_at_any_moment_costs_only_what_was_not_acknowledged(
        string calls,
        string fault
    )
    {
        // A long run fails each of the first 500; the short one a few that meet different things.
        var moments = LongRun.IsOn ? Enumerable.Range(1, 500) : [2, 9];
        foreach (var at in moments)
        {
            await WriteAsync(
                new FaultyDisk
                {
                    Files = "journal.db",
                    Calls = calls,
                    At = at,
                    Fault = fault,
                },
                upTo: 10 + (at / 4)
            );
        }
    }

    [EngineTheory("Akka.Persistence.Sql does not promise it.")]
    [InlineData("TORN")]
    [InlineData("KILL")]
    public async Task Together_with_its_process_keeps_what_was_acknowledged(string fault)
    {
        var moments = LongRun.IsOn ? Enumerable.Range(1, 200) : [3, 40];
        foreach (var at in moments)
        {
            using var store = new SqliteStore();
            var testimony = new Testimony();
            using var process = Start(
                store,
                new FaultyDisk
                {
                    Files = "journal.db",
                    Calls = "write",
                    At = at,
                    Fault = fault,
                },
                upTo: 1_000
            );
            while (await process.HearAsync(testimony)) { }
            await AfterwardsAsync(store, testimony);
        }
    }

    private static async Task<Testimony> WriteAsync(FaultyDisk disk, long upTo)
    {
        using var store = new SqliteStore();
        var testimony = new Testimony();
        using var process = Start(store, disk, upTo);
        await process.HearToTheEndAsync(testimony);
        await testimony.ShouldAgreeWithAsync(store);
        return testimony;
    }

    /// <summary>Whatever became of the file, it takes writes again and has what was promised.</summary>
    private static async Task AfterwardsAsync(SqliteStore store, Testimony testimony)
    {
        using (
            var again = WritingProcess.Start(store.ProviderName, store.ConnectionString, Writers, 5)
        )
        {
            await again.HearToTheEndAsync(testimony);
        }
        await testimony.ShouldAgreeWithAsync(store);
    }

    private static WritingProcess Start(SqliteStore store, FaultyDisk disk, long upTo) =>
        WritingProcess.Start(
            store.ProviderName,
            store.ConnectionString,
            Writers,
            upTo,
            environment: disk.Environment
        );
}
