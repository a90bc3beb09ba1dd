using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorStream.Server.Hosting;

/// <summary>
/// The folder of the embedded journal, held by one process at a time. Conversations are private: the
/// folder is 0700 and the file 0600 before the database is opened.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The journal's file in the folder.</summary>
    public const string DatabaseName = "journal.db";

    private DataFolder(string databasePath, JournalLock held)
    {
        DatabasePath = databasePath;
        Held = held;
    }

    /// <summary>What keeps other processes from the journal.</summary>
    public JournalLock Held { get; }

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
            OwnerOnly.CreateFolder(folder);
            var held = Lock(folder);
            try
            {
                var database = Path.Combine(folder, DatabaseName);
                using (OwnerOnly.Open(database, FileMode.OpenOrCreate, FileShare.ReadWrite)) { }
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
    public void Dispose() => Held.Dispose();

    // The lock is the open file, not its existence: a killed process leaves nothing to clean up.
    private static JournalLock Lock(string folder)
    {
        var database = Path.Combine(folder, DatabaseName);
        try
        {
            var held = JournalLock.Take(database);
            OwnerOnly.Protect(Path.Combine(folder, JournalLock.FileName));
            return held;
        }
        catch (JournalProblem taken) when (taken.Kind == JournalProblemKind.InUse)
        {
            var holder = JournalLock.HolderOf(database) is { } id ? $" (number {id})" : "";
            throw new StartupRefusedException(
                $"another process{holder} uses the data folder '{folder}'. An embedded journal has one process; "
                    + "stop the other, or set ACTORSTREAM_DATA to another folder.",
                taken
            );
        }
        catch (JournalProblem unusable)
        {
            throw new StartupRefusedException(
                $"the data folder '{folder}' cannot be used: {unusable.Message}",
                unusable
            );
        }
    }
}
