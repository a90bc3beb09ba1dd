using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorStream.Cli.Reading;

/// <summary>
/// A journal opened for reading only: it creates nothing, never checkpoints, and can be used while a
/// server writes. Not for several threads at once.
/// </summary>
public sealed class JournalFile : IDisposable
{
    private const int NoCheckpointOnClose = 1006;
    private const int NotADatabase = 26;

    private readonly SqliteConnection _connection;

    private JournalFile(SqliteConnection connection, string path)
    {
        _connection = connection;
        Path = path;
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>Opens a journal.</summary>
    /// <exception cref="JournalProblem">There is no such file, or it holds no journal.</exception>
    public static JournalFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new JournalProblem($"There is no journal at {path}.", 2);
        }

        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            _ = raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
            JournalSchema.Check(connection, path);
            return new JournalFile(connection, path);
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            var what = error.SqliteErrorCode == NotADatabase ? "is no database" : "cannot be read";
            throw new JournalProblem($"{path} {what}: {error.Message}", 1);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The place of the last row, 0 if there is none.</summary>
    public long LastOrdering()
    {
        using var command = Command(JournalQueries.LastOrdering);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Conversations, the one with the latest event first.</summary>
    public IReadOnlyList<ConversationSummary> List(int limit)
    {
        var summaries = new List<ConversationSummary>();
        using var command = Command(
            JournalQueries.List,
            ("$prefix", JournalQueries.Prefix + "*"),
            ("$started", JournalQueries.TurnStarted),
            ("$limit", limit)
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var persistenceId = reader.GetString(0);
            summaries.Add(
                new ConversationSummary(
                    persistenceId[JournalQueries.Prefix.Length..],
                    JournalTitles.Of(FirstRow(persistenceId, null), FirstPrompt(persistenceId)),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    JournalQueries.StandingAfter(reader.GetString(3)),
                    new DateTimeOffset(reader.GetInt64(4), TimeSpan.Zero),
                    new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero)
                )
            );
        }

        return summaries;
    }

    /// <summary>
    /// The conversations whose id begins with this, at most <paramref name="limit"/>.
    /// </summary>
    public IReadOnlyList<string> Find(string idOrBeginning, int limit)
    {
        var found = new List<string>();
        var beginning = idOrBeginning.StartsWith(JournalQueries.Prefix, StringComparison.Ordinal)
            ? idOrBeginning
            : JournalQueries.Prefix + idOrBeginning;
        using var command = Command(
            JournalQueries.Find,
            ("$beginning", beginning),
            ("$behind", beginning + char.MaxValue),
            ("$limit", limit)
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found.Add(reader.GetString(0)[JournalQueries.Prefix.Length..]);
        }

        return found;
    }

    /// <summary>The rows of a conversation from one sequence number to another, both included.</summary>
    public IEnumerable<JournalRow> Rows(string id, long from, long to) =>
        Read(
            JournalQueries.OfConversation,
            ("$id", JournalQueries.Prefix + id),
            ("$from", from),
            ("$to", to)
        );

    /// <summary>Rows after a place in the database, of one conversation or (null) of all.</summary>
    public IEnumerable<JournalRow> RowsAfter(long ordering, string? id, int limit) =>
        Read(
            JournalQueries.After,
            ("$ordering", ordering),
            ("$id", (object?)(id is null ? null : JournalQueries.Prefix + id) ?? DBNull.Value),
            ("$limit", limit)
        );

    /// <summary>The place before the last <paramref name="count"/> rows, of one conversation or of all.</summary>
    public long OrderingBeforeLast(int count, string? id)
    {
        using var command = Command(
            JournalQueries.BeforeLast,
            ("$id", (object?)(id is null ? null : JournalQueries.Prefix + id) ?? DBNull.Value),
            ("$count", count)
        );
        return (long)command.ExecuteScalar()!;
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private JournalRow? FirstPrompt(string persistenceId) =>
        FirstRow(persistenceId, JournalQueries.TurnStarted);

    private JournalRow? FirstRow(string persistenceId, string? manifest) =>
        Read(
                JournalQueries.First,
                ("$id", persistenceId),
                ("$manifest", (object?)manifest ?? DBNull.Value)
            )
            .FirstOrDefault();

    private IEnumerable<JournalRow> Read(string sql, params (string, object)[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetBoolean(4),
                reader.IsDBNull(5) ? "" : reader.GetString(5),
                reader.GetFieldValue<byte[]>(6)
            );
        }
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
