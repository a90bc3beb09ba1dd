using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>
/// One event without tags that no other waits beside: plain values instead of arrays, which costs the
/// server half.
/// </summary>
internal sealed class PostgresLoneAppend
{
    private readonly NpgsqlParameter<long> _created = new();
    private readonly NpgsqlParameter<string> _persistenceId = new();
    private readonly NpgsqlParameter<long> _sequenceNr = new();
    private readonly NpgsqlParameter<byte[]> _payload = new();
    private readonly NpgsqlParameter<string> _manifest = new();
    private readonly NpgsqlParameter<int?> _serializerId = new();
    private readonly NpgsqlParameter<string?> _writer = new();
    private readonly NpgsqlParameter<string> _checkedId = new();
    private readonly NpgsqlParameter<long> _checkedNr = new();

    public PostgresLoneAppend(PostgresDatabase database)
    {
        var withWriter = database.HasWriterUuid;
        Command = new NpgsqlBatchCommand(
            $"""
            INSERT INTO {database.Names.Journal} ({PostgresAppendSql.Columns(withWriter)})
            SELECT $1, false, $2, $3, $4, $5, $6{(withWriter ? ", $7" : "")}
            WHERE {PostgresAppendSql.HasLock}
            """
        );
        Check = new NpgsqlBatchCommand(PostgresAppendSql.CheckOne(database.Names));
        Command.Parameters.Add(_created);
        Command.Parameters.Add(_persistenceId);
        Command.Parameters.Add(_sequenceNr);
        Command.Parameters.Add(_payload);
        Command.Parameters.Add(_manifest);
        Command.Parameters.Add(_serializerId);
        if (withWriter)
            Command.Parameters.Add(_writer);
        Check.Parameters.Add(_checkedId);
        Check.Parameters.Add(_checkedNr);
    }

    public NpgsqlBatchCommand Command { get; }

    /// <inheritdoc cref="PostgresAppendSql.CheckAll"/>
    public NpgsqlBatchCommand Check { get; }

    /// <summary>The event, if there is one work in the batch, with one event that this can store.</summary>
    public static StoredEvent? Only(List<WriteWork> works) =>
        works is [AppendWork { Events: [{ Tags.Length: 0 } only] }] ? only : null;

    public void Set(StoredEvent row)
    {
        _created.TypedValue = row.Created;
        _persistenceId.TypedValue = _checkedId.TypedValue = row.PersistenceId;
        _sequenceNr.TypedValue = _checkedNr.TypedValue = row.SequenceNr;
        _payload.TypedValue = row.Payload;
        _manifest.TypedValue = row.Manifest;
        _serializerId.TypedValue = row.SerializerId;
        _writer.TypedValue = row.WriterUuid;
    }
}
