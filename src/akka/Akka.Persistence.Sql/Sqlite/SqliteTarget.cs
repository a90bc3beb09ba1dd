using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>What a connection string points at.</summary>
internal sealed class SqliteTarget
{
    private readonly string? _path;

    public SqliteTarget(string connectionString)
    {
        var parsed = new SqliteConnectionStringBuilder(connectionString);
        var source = parsed.DataSource;
        BusyTimeoutMilliseconds = checked(parsed.DefaultTimeout * 1000);
        if (string.IsNullOrWhiteSpace(source))
        {
            throw new ArgumentException(
                "The connection string names no database: it needs a 'Data Source'.",
                nameof(connectionString)
            );
        }
        InMemory =
            parsed.Mode == SqliteOpenMode.Memory
            || source == ":memory:"
            || source.Contains("mode=memory", StringComparison.OrdinalIgnoreCase);
        if (InMemory)
        {
            var name = source.StartsWith("file:", StringComparison.Ordinal)
                ? source[5..].Split('?')[0]
                : source.Trim(':');
            FileName = $"file:{Uri.EscapeDataString(name)}?mode=memory&cache=shared";
        }
        else if (source.StartsWith("file:", StringComparison.Ordinal))
        {
            FileName = source;
        }
        else
        {
            FileName = _path = Path.GetFullPath(source);
        }
    }

    /// <summary>The name to open; the same for every way to write the same place.</summary>
    public string FileName { get; }

    /// <summary>Whether it lives as long as its connections do, which share one cache.</summary>
    public bool InMemory { get; }

    public int BusyTimeoutMilliseconds { get; }

    /// <summary>Bytes that the database may still grow by.</summary>
    public long FreeSpace
    {
        get
        {
            try
            {
                return _path is null ? long.MaxValue : new DriveInfo(_path).AvailableFreeSpace;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                return long.MaxValue;
            }
        }
    }

    /// <summary>
    /// Makes the file before SQLite does, so that only its owner may read it; the log and the shared
    /// memory file take over its mode.
    /// </summary>
    public void CreateFile()
    {
        if (_path is null || File.Exists(_path) || OperatingSystem.IsWindows())
            return;
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(_path, options);
    }
}
