using System.Globalization;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorStream.Operations.Checks;

/// <summary>What to look at in an SQLite journal and its folder.</summary>
internal static class SqliteChecks
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Less room than this, and a busy night fills the disk.</summary>
    private const long LittleSpace = 1L << 30;

    /// <summary>Less than this, and the log may not be moved any more.</summary>
    private const long NoSpace = 64L << 20;

    /// <summary>A log beyond this is not being moved into the file: a reader holds it up.</summary>
    private const long LongLog = 256L << 20;

    public static IEnumerable<Check> Examine(string path)
    {
        if (File.Exists(path))
        {
            yield return Settings(path);
            yield return Log(path);
            // Without a journal the folder may be anybody's, and not for us to close.
            yield return Permissions(path);
        }

        yield return Space(path);
        yield return Lock(path);
    }

    private static Check Settings(string path)
    {
        try
        {
            using var connection = SqliteConnections.OpenForReading(path);
            using var command = connection.Command(
                "SELECT sqlite_version(), (SELECT journal_mode FROM pragma_journal_mode)"
            );
            using var reader = command.ExecuteReader();
            reader.Read();
            var (version, mode) = (reader.GetString(0), reader.GetString(1));
            return mode == "wal"
                ? Check.Ok("sqlite", $"SQLite {version}, write-ahead log on")
                : Check.Warning(
                    "sqlite",
                    $"SQLite {version}, journal mode {mode}: the next start of a server turns the "
                        + "write-ahead log on"
                );
        }
        catch (Exception problem) when (problem is JournalProblem or SqliteException)
        {
            return Check.Failed("sqlite", problem.Message);
        }
    }

    private static Check Log(string path)
    {
        var log = new FileInfo(path + "-wal");
        var bytes = log.Exists ? log.Length : 0;
        return bytes > LongLog
            ? Check.Warning(
                "log-size",
                $"the log takes {Size(bytes)}: some reader keeps it from being moved into the file"
            )
            : Check.Ok("log-size", $"the log takes {Size(bytes)}");
    }

    private static Check Permissions(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Check.Ok("permissions", "not looked at on Windows");
        }

        string[] places =
        [
            Path.GetDirectoryName(path)!,
            path,
            path + "-wal",
            path + "-shm",
            Path.Combine(Path.GetDirectoryName(path)!, "admin.key"),
        ];
        var open = places.Where(place => Path.Exists(place) && IsOpenToOthers(place)).ToList();
        return open.Count == 0
            ? Check.Ok("permissions", "only its owner can read it")
            : Check.Failed(
                "permissions",
                $"others can get at {string.Join(", ", open)}; conversations are private: "
                    + "chmod 700 the folder, 600 the files"
            );
    }

    private static Check Space(string path)
    {
        try
        {
            var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
            var text = $"{Size(free)} free on the disk";
            return free < NoSpace ? Check.Failed("disk", text)
                : free < LittleSpace ? Check.Warning("disk", text)
                : Check.Ok("disk", text);
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            return Check.Warning("disk", $"the free space is unknown: {error.Message}");
        }
    }

    private static Check Lock(string path)
    {
        try
        {
            return JournalLock.IsHeld(path) switch
            {
                true when JournalLock.HolderOf(path) is { } process => Check.Ok(
                    "lock",
                    $"held by process {process}"
                ),
                true => Check.Ok("lock", "held by a running server, or by a maintenance"),
                false => Check.Ok("lock", "free: no server runs on this folder"),
            };
        }
        catch (UnauthorizedAccessException)
        {
            return Check.Warning(
                "lock",
                "cannot be looked at by this user: run the doctor as the server's user"
            );
        }
    }

    private static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;

    private static string Size(long bytes) =>
        bytes switch
        {
            >= 1L << 30 => Number(bytes, 30) + " GiB",
            >= 1L << 20 => Number(bytes, 20) + " MiB",
            _ => Number(bytes, 10) + " KiB",
        };

    private static string Number(long bytes, int shift) =>
        (bytes / (double)(1L << shift)).ToString("0.#", CultureInfo.InvariantCulture);
}
