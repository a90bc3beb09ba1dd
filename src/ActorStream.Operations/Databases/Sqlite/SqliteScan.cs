using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorStream.Operations.Databases.Sqlite;

/// <summary>
/// All rows in one go, on a connection and a thread of its own. It speaks to the library itself: for a
/// million rows the command's reader costs more than SQLite does.
/// </summary>
internal static class SqliteScan
{
    public static IAsyncEnumerable<IReadOnlyList<JournalRow>> RunAsync(
        string path,
        string sql,
        CancellationToken cancellation
    ) =>
        PagesAhead.RunAsync(
            async (give, _) =>
            {
                using var connection = SqliteConnections.OpenForReading(path);
                using var rows = new Rows(connection, sql);
                while (rows.Next(PagesAhead.PageLength) is { Count: > 0 } page)
                    await give(page);
            },
            error =>
                error is SqliteException failure ? SqliteConnections.Problem(path, failure) : error,
            cancellation
        );

    /// <summary>A running statement.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly sqlite3 _db;
        private readonly sqlite3_stmt _statement;
        private readonly RepeatedText _persistenceId = new();
        private readonly RepeatedText _manifest = new();
        private readonly RepeatedText _writer = new();
        private bool _isDone;

        public Rows(SqliteConnection connection, string sql)
        {
            _db = connection.Handle!;
            Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
        }

        public List<JournalRow> Next(int count)
        {
            var page = new List<JournalRow>(count);
            while (!_isDone && page.Count < count)
            {
                var rc = raw.sqlite3_step(_statement);
                if (rc == raw.SQLITE_DONE)
                {
                    // The next step would begin from the first row again.
                    _isDone = true;
                    break;
                }

                Check(rc);
                page.Add(Row());
            }

            return page;
        }

        public void Dispose() => _statement.Dispose();

        private JournalRow Row()
        {
            var row = new JournalRow(
                raw.sqlite3_column_int64(_statement, 0),
                _persistenceId.Get(Bytes(1)),
                raw.sqlite3_column_int64(_statement, 2),
                raw.sqlite3_column_int64(_statement, 3),
                raw.sqlite3_column_int(_statement, 4) != 0,
                _manifest.Get(Bytes(5)),
                raw.sqlite3_column_blob(_statement, 6).ToArray(),
                IsNull(7) ? null : raw.sqlite3_column_int(_statement, 7),
                IsNull(8) ? null : _writer.Get(Bytes(8))
            );
            return IsNull(9)
                ? row
                : row with
                {
                    Tags = JsonSerializer.Deserialize<string[]>(Bytes(9))!,
                };
        }

        private bool IsNull(int column) =>
            raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

        private ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

        private void Check(int rc)
        {
            if (rc is not (raw.SQLITE_OK or raw.SQLITE_ROW))
            {
                throw new SqliteException(
                    raw.sqlite3_errmsg(_db).utf8_to_string(),
                    rc & 0xff,
                    raw.sqlite3_extended_errcode(_db)
                );
            }
        }
    }

    /// <summary>Text that is mostly the same as in the row before: one string for all of them.</summary>
    private sealed class RepeatedText
    {
        private byte[] _bytes = [];
        private string _text = "";

        public string Get(ReadOnlySpan<byte> bytes)
        {
            if (!bytes.SequenceEqual(_bytes))
            {
                _bytes = bytes.ToArray();
                _text = Encoding.UTF8.GetString(bytes);
            }

            return _text;
        }
    }
}
