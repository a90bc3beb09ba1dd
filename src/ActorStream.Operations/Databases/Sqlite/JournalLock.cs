namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>
/// The lock of an embedded journal, which has one writing process at a time: the file
/// <c>journal.lock</c> beside the database, open and locked. It ends with the process, however that
/// ends; that the file exists says nothing.
/// </summary>
public sealed class JournalLock : IServerHold, IDisposable
{
    /// <summary>The file's name.</summary>
    public const string FileName = "journal.lock";

    private readonly FileStream _file;

    private readonly string _path;

    private JournalLock(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Takes the lock of the folder that this database is in.</summary>
    /// <exception cref="JournalProblem">Another process has it, or it cannot be made.</exception>
    public static JournalLock Take(string databasePath)
    {
        var path = PathFor(databasePath);
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new JournalLock(new FileStream(path, options), path);
        }
        catch (Exception error) when (error is DirectoryNotFoundException)
        {
            throw new JournalProblem(
                $"There is no folder for {databasePath}.",
                JournalProblemKind.Missing,
                error
            );
        }
        catch (UnauthorizedAccessException error)
        {
            throw new JournalProblem(
                $"{path} cannot be opened: {error.Message}",
                JournalProblemKind.Unusable,
                error
            );
        }
        catch (IOException taken)
        {
            throw new JournalProblem(
                $"A server, or another maintenance, uses {databasePath}. Stop it first, or ask it: "
                    + "--server URL.",
                JournalProblemKind.InUse,
                taken
            );
        }
    }

    /// <summary>Whether some process holds the lock at this moment. Makes nothing.</summary>
    /// <exception cref="UnauthorizedAccessException">This user may not look.</exception>
    public static bool IsHeld(string databasePath)
    {
        try
        {
            using var file = new FileStream(
                PathFor(databasePath),
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.None
            );
            return false;
        }
        catch (Exception absent)
            when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The process that holds it, where the system tells (Linux), or null.</summary>
    public static int? HolderOf(string databasePath)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var path = PathFor(databasePath);
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(process), out var id)
                && id != Environment.ProcessId
                && HasOpen(process, path)
            )
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Whether this is the lock of that database, and is still held.</summary>
    public bool Covers(string databasePath) => _path == PathFor(databasePath) && _file.CanWrite;

    /// <summary>Lets another process have it.</summary>
    public void Dispose() => _file.Dispose();

    private static bool HasOpen(string process, string path)
    {
        try
        {
            return Directory
                .EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget == path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return false;
        }
    }

    private static string PathFor(string databasePath) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(databasePath))!, FileName);
}
