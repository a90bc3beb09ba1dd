using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ActorStream.Server.Hosting;

/// <summary>
/// The folder of the embedded journal, held by one process at a time. Conversations are private: the
/// folder is 0700 and the file 0600 before the database is opened.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private const string ProcessFile = "journal.pid";

    private readonly FileStream _lock;

    private DataFolder(string databasePath, FileStream held)
    {
        DatabasePath = databasePath;
        _lock = held;
    }

    /// <summary>The journal's file.</summary>
    public string DatabasePath { get; }

    /// <summary>What the database is opened with.</summary>
    public string ConnectionString =>
        new SqliteConnectionStringBuilder { DataSource = DatabasePath }.ToString();

    /// <summary>Makes and locks the folder.</summary>
    /// <exception cref="StartupRefusedException">Another process has it, or it cannot be used.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            var folder = Path.GetFullPath(path);
            CreateFolder(folder);
            var held = Lock(folder);
            try
            {
                var database = Path.Combine(folder, "journal.db");
                using (OpenOwnerOnly(database, FileShare.ReadWrite)) { }
                return new(database, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(
                $"the data folder '{path}' cannot be used: {error.Message}",
                error
            );
        }
    }

    /// <summary>Lets another process have it.</summary>
    public void Dispose() => _lock.Dispose();

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(folder);
        else
            System.IO.Directory.CreateDirectory(folder, OwnerFolder);
    }

    // The lock is the open file, not its existence: a killed process leaves nothing to clean up.
    private static FileStream Lock(string folder)
    {
        try
        {
            var held = OpenOwnerOnly(Path.Combine(folder, "journal.lock"), FileShare.None);
            Sign(folder);
            return held;
        }
        catch (IOException taken)
        {
            throw new StartupRefusedException(
                $"another process{Holder(folder)} uses the data folder '{folder}'. An embedded journal has one process; "
                    + "stop the other, or set ACTORSTREAM_DATA to another folder.",
                taken
            );
        }
    }

    /// <summary>Says who holds it, for whoever comes second: a locked file cannot be read.</summary>
    private static void Sign(string folder)
    {
        try
        {
            using var file = OpenOwnerOnly(Path.Combine(folder, ProcessFile), FileShare.Read);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        }
        catch (IOException)
        {
            // A full disk: it is held all the same, by somebody without a name.
        }
    }

    private static string Holder(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, ProcessFile)).TrimEnd();
            return int.TryParse(text, CultureInfo.InvariantCulture, out var id)
                ? $" (number {id})"
                : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static FileStream OpenOwnerOnly(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, OwnerFile);
        return file;
    }
}
