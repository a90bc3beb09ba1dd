using System.Diagnostics;
using ActorStream.Faults;
using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests.Faults;

/// <summary>
/// Only this engine: while there is no room, writes fail and their actors stop; as soon as there is
/// some, the same process goes on (I17).
/// </summary>
public sealed class A_disk_that_is_full
{
    [EngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Is_used_again_as_soon_as_there_is_room()
    {
        using var store = new SqliteStore();
        using var outside = new TemporaryDirectory();
        var full = outside.File("full");
        var testimony = new Testimony();
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "write",
            While = full,
            Fault = "ENOSPC",
        };
        using (
            var process = WritingProcess.Start(
                store.ProviderName,
                store.ConnectionString,
                writers: 4,
                upTo: long.MaxValue,
                environment: disk.Environment
            )
        )
        {
            for (var round = 0; round < LongRun.Or(100, 5); round++)
            {
                await process.HearAsync(testimony, stored: 20);
                await File.WriteAllTextAsync(full, "");
                await process.HearAsync(testimony, failed: 8);
                File.Delete(full);
            }
            await process.HearAsync(testimony, stored: 20);
        }
        await testimony.ShouldAgreeWithAsync(store);
    }

    /// <summary>
    /// The same with a real file system of 4 MiB, which takes the right to mount one: only in the long
    /// run, where it fails if it cannot. Writers write as they are told to: left alone they would fill the
    /// disk with events, and no filler that goes would make room.
    /// </summary>
    [LongEngineFact("Akka.Persistence.Sql does not promise it.")]
    public async Task Of_four_mebibytes_is_used_again_as_soon_as_there_is_room()
    {
        using var folder = new TemporaryDirectory();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.Path);
        try
        {
            var store = new SqliteAt(folder.File("journal.db"));
            var filler = folder.File("filler");
            var testimony = new Testimony();
            using (
                var process = WritingProcess.Start(
                    store.ProviderName,
                    store.ConnectionString,
                    writers: 4,
                    upTo: long.MaxValue,
                    asAllowed: true
                )
            )
            {
                for (var round = 0; round < 100; round++)
                {
                    await process.WriteAsync(testimony, stored: 20);
                    Fill(filler);
                    await process.WriteAsync(testimony, failed: 4);
                    File.Delete(filler);
                }
                await process.WriteAsync(testimony, stored: 20);
            }
            await testimony.ShouldAgreeWithAsync(store);
        }
        finally
        {
            await RunAsync("umount", "-l", folder.Path);
        }
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} failed: this test needs the right to mount");
    }

    private sealed class SqliteAt(string path) : SqlStore
    {
        public override string ConnectionString => $"Data Source={path}";
        public override string ProviderName => "SQLite.MS";

        public override void Dispose() { }
    }
}
