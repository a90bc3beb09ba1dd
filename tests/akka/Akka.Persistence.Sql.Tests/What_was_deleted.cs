using System.Text;
using Akka.Actor;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>Only this engine promises that no byte stays behind.</summary>
public sealed class What_was_deleted
{
    private const string Canary = "canary-7f3a91c2";

    [EngineFact("Akka.Persistence.Sql leaves the bytes of deleted rows to the database.")]
    public async Task Is_in_no_file_any_more()
    {
        using var store = new SqliteStore();
        await using var running = RunningSystem.On(store);
        var recorder = running.Recorder("one");
        for (var i = 0; i < 100; i++)
            await running.StoreAsync(recorder, $"{Canary} {i}");
        await recorder.Ask<SaveSnapshotSuccess>(new Recorder.Photograph(), RunningSystem.Patience);
        Found(store).ShouldBeTrue();

        // The row that keeps the highest number is a tombstone without content.
        await running.StoreAsync(recorder, "");
        await recorder.Ask<DeleteSnapshotsSuccess>(
            new Recorder.Discard(SnapshotSelectionCriteria.Latest),
            RunningSystem.Patience
        );
        await recorder.Ask<DeleteMessagesSuccess>(
            new Recorder.Forget(long.MaxValue),
            RunningSystem.Patience
        );

        Found(store).ShouldBeFalse();
    }

    [EngineFact("Akka.Persistence.Sql leaves the log to SQLite.")]
    public async Task Does_not_stay_in_the_log_that_a_killed_process_left()
    {
        using var killed = new SqliteStore();
        using var store = new SqliteStore();
        await using (var running = RunningSystem.On(killed))
            await running.StoreAsync(running.Recorder("one"), "a");
        using (var process = killed.Open())
        {
            process.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON");
            // Enough of them that what is written next covers only the first.
            for (var number = 1; number <= 20; number++)
                process.Execute(
                    "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message) "
                        + $"VALUES (0, 0, 'two', {number}, '{Canary}')"
                );
            process.Execute("DELETE FROM journal WHERE persistence_id = 'two'");
            // It is killed before it has emptied its log.
            foreach (var file in Files(killed))
                File.Copy(
                    file,
                    Path.Combine(Path.GetDirectoryName(store.Path)!, Path.GetFileName(file))
                );
        }
        Found(store).ShouldBeTrue();

        await using var next = RunningSystem.On(store);
        await next.StoreAsync(next.Recorder("one"), "b");

        Found(store).ShouldBeFalse();
    }

    [EngineFact("Akka.Persistence.Sql leaves the mode of the file to the umask.")]
    public async Task The_file_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var store = new SqliteStore();
        await using var running = RunningSystem.On(store);
        await running.StoreAsync(running.Recorder("one"), "a");

        foreach (var file in Files(store))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string[] Files(SqliteStore store) =>
        Directory.GetFiles(Path.GetDirectoryName(store.Path)!);

    private static bool Found(SqliteStore store) =>
        Array.Exists(
            Files(store),
            file =>
            {
                using var stream = new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite | FileShare.Delete
                );
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) >= 0;
            }
        );
}
