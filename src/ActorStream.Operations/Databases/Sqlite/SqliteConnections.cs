using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>How the file is opened, for each of the two purposes.</summary>
internal static class SqliteConnections
{
    private const int NoCheckpointOnClose = 1006;
    private const int NotADatabase = 26;
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    /// <summary>How long the server's own writer is waited for.</summary>
    private const int BusySeconds = 10;

    /// <summary>Creates nothing and never checkpoints: a server may be writing.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        if (!File.Exists(path))
        {
            throw Missing(path);
        }

        return Open(
            path,
            SqliteOpenMode.ReadOnly,
            connection =>
                _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _)
        );
    }

    /// <summary>
    /// As durable as the server writes, with deleted rows overwritten. The lock must be held.
    /// </summary>
    public static SqliteConnection OpenForWriting(string path, bool create)
    {
        if (create)
        {
            CreateFile(path);
        }

        return Open(
            path,
            SqliteOpenMode.ReadWrite,
            connection =>
                connection.Execute(
                    """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA cache_size = -65536;
                    """
                )
        );
    }

    /// <summary>
    /// Beside the server's own writer, which alone moves the log into the database: two connections that do
    /// can lose rows before SQLite 3.51.3. Waits for its transactions as it waits for those of this.
    /// </summary>
    public static SqliteConnection OpenBesideWriter(string path) =>
        Open(
            path,
            SqliteOpenMode.ReadWrite,
            connection =>
            {
                connection.DefaultTimeout = BusySeconds;
                _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
                _ = raw.sqlite3_busy_timeout(connection.Handle, BusySeconds * 1000);
                connection.Execute(
                    """
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    """
                );
            }
        );

    public static JournalProblem Missing(string path)
    {
        try
        {
            File.GetAttributes(path);
        }
        catch (UnauthorizedAccessException error)
        {
            return new(
                $"This user may not look for {path}. Run this as the server's user.",
                JournalProblemKind.Unusable,
                error
            );
        }
        catch (IOException)
        {
            // That is what being missing is.
        }

        return new($"There is no journal at {path}.", JournalProblemKind.Missing);
    }

    /// <summary>Readers of a write-ahead log share an index of it, which they must be able to write.</summary>
    private static string Advice(SqliteException error) =>
        error.SqliteErrorCode is ReadOnly or CannotOpen
            ? " Reading needs write access to the files beside it. Run this as the server's user, or "
                + "on a copy (with the -wal file) in a folder of your own."
            : "";

    /// <summary>What an operator is told about the library's error.</summary>
    public static JournalProblem Problem(string path, SqliteException error) =>
        new(
            $"{path} {(error.SqliteErrorCode == NotADatabase ? "is no database" : "cannot be read")}"
                + $": {error.Message}{Advice(error)}",
            error.SqliteErrorCode == CannotOpen
                ? JournalProblemKind.Missing
                : JournalProblemKind.Unusable,
            error
        );

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(
        string path,
        SqliteOpenMode mode,
        Action<SqliteConnection> prepare
    )
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw Problem(path, error);
        }
    }

    /// <summary>Before SQLite makes it: only its owner may read it, its log and its index.</summary>
    private static void CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
    }
}
