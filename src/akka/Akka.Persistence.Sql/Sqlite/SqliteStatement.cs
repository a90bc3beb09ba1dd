using System.Text;
using SQLitePCL;

namespace Akka.Persistence.Sql.Sqlite;

/// <summary>
/// A prepared statement. <see cref="Start"/>, bind, step, dispose: disposing makes it ready for the
/// next time, and releases what a reader holds.
/// </summary>
internal sealed class SqliteStatement(SqliteHandle owner, sqlite3_stmt statement) : IDisposable
{
    private readonly byte[]?[] _lastText = new byte[]?[8];
    private readonly string?[] _lastString = new string?[8];
    private byte[] _buffer = new byte[512];

    public SqliteStatement Start() => this;

    public SqliteStatement Bind(int index, long value)
    {
        owner.Check(raw.sqlite3_bind_int64(statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, byte[] value)
    {
        owner.Check(
            value.Length == 0
                ? raw.sqlite3_bind_zeroblob(statement, index, 0)
                : raw.sqlite3_bind_blob(statement, index, value)
        );
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            owner.Check(raw.sqlite3_bind_null(statement, index));
            return this;
        }
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_buffer.Length < most)
            _buffer = new byte[most];
        var length = Encoding.UTF8.GetBytes(value, _buffer);
        owner.Check(raw.sqlite3_bind_text(statement, index, _buffer.AsSpan(0, length)));
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        owner.Check(raw.sqlite3_bind_null(statement, index));
        return this;
    }

    /// <summary>Moves to the next row.</summary>
    public bool Step()
    {
        var rc = raw.sqlite3_step(statement);
        if (rc == raw.SQLITE_ROW)
            return true;
        if (rc != raw.SQLITE_DONE)
            Throw(rc);
        return false;
    }

    /// <summary>Runs a statement that has no rows, and makes it ready for the next time.</summary>
    public void Run()
    {
        var rc = raw.sqlite3_step(statement);
        if (rc is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            Throw(rc);
        raw.sqlite3_reset(statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public string? Text(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>
    /// Text of a column that mostly repeats (a manifest, a writer): the string of the row before is
    /// given out again while the bytes are the same.
    /// </summary>
    public string? RepeatedText(int column)
    {
        if (IsNull(column))
            return null;
        // As a blob: the bytes of a UTF-8 database as they are, without a scan for the end.
        var bytes = raw.sqlite3_column_blob(statement, column);
        if (_lastText[column] is { } last && bytes.SequenceEqual(last))
            return _lastString[column];
        _lastText[column] = bytes.ToArray();
        return _lastString[column] = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Resets; the payload that was bound is not kept.</summary>
    public void Dispose()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    public void Finish() => statement.Dispose();

    private void Throw(int rc)
    {
        try
        {
            owner.Check(rc);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }
}
