using Akka.Persistence.Sql.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>Events as the arrays that one INSERT takes.</summary>
internal sealed class PostgresAppend
{
    private readonly List<long> _created = [];
    private readonly List<string> _persistenceIds = [];
    private readonly List<long> _sequenceNrs = [];
    private readonly List<byte[]> _payloads = [];
    private readonly List<string> _manifests = [];
    private readonly List<int?> _serializerIds = [];
    private readonly List<string?> _writers = [];
    private readonly List<string> _tagIds = [];
    private readonly List<long> _tagSequenceNrs = [];
    private readonly List<string> _tags = [];
    private readonly List<string> _lastIds = [];
    private readonly List<long> _lastSequenceNrs = [];
    private readonly bool _withTags;
    private readonly bool _withWriters;

    public PostgresAppend(PostgresDatabase database, bool withTags)
    {
        var names = database.Names;
        _withTags = withTags;
        _withWriters = database.HasWriterUuid;
        var insert = $"""
            INSERT INTO {names.Journal}
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier{(
                _withWriters ? ", writer_uuid" : ""
            )})
            SELECT e.created, false, e.id, e.nr, e.message, e.manifest, e.identifier{(
                _withWriters ? ", e.writer" : ""
            )}
            FROM unnest($1, $2, $3, $4, $5, $6, $7)
              AS e (created, id, nr, message, manifest, identifier, writer)
            """;
        Command = new NpgsqlBatchCommand(
            withTags
                ? $"""
                WITH added AS ({insert} RETURNING ordering, persistence_id, sequence_number)
                INSERT INTO {names.Tags} (ordering_id, tag, sequence_nr, persistence_id)
                SELECT added.ordering, t.tag, t.nr, t.id
                FROM unnest($8, $9, $10) AS t (id, nr, tag)
                JOIN added ON added.persistence_id = t.id AND added.sequence_number = t.nr
                """
                : insert
        );
        Check = new NpgsqlBatchCommand(
            $"""
            SELECT ('a later event is stored of ' || a.id)::integer
            FROM (SELECT id, max(nr) AS last FROM unnest($1, $2) AS u (id, nr) GROUP BY id) AS a
            CROSS JOIN LATERAL (
              SELECT FROM {names.Journal} AS j
              WHERE j.persistence_id = a.id AND j.sequence_number > a.last LIMIT 1
            ) AS newer
            """
        );
        Add(Check, NpgsqlDbType.Text, _lastIds);
        Add(Check, NpgsqlDbType.Bigint, _lastSequenceNrs);
        Add(NpgsqlDbType.Bigint, _created);
        Add(NpgsqlDbType.Text, _persistenceIds);
        Add(NpgsqlDbType.Bigint, _sequenceNrs);
        Add(NpgsqlDbType.Bytea, _payloads);
        Add(NpgsqlDbType.Text, _manifests);
        Add(NpgsqlDbType.Integer, _serializerIds);
        Add(NpgsqlDbType.Text, _writers);
        if (!withTags)
            return;
        Add(NpgsqlDbType.Text, _tagIds);
        Add(NpgsqlDbType.Bigint, _tagSequenceNrs);
        Add(NpgsqlDbType.Text, _tags);
    }

    public NpgsqlBatchCommand Command { get; }

    /// <summary>
    /// Comes after the insert, so it sees what was committed before that, and fails the transaction
    /// (a text is no integer) if there is an event behind those that were inserted. The unique index
    /// finds the others: between them a stale writer stores nothing, even where the events that it
    /// does not know were deleted again and only the highest number is left.
    /// </summary>
    public NpgsqlBatchCommand Check { get; }

    public void Clear()
    {
        _lastIds.Clear();
        _lastSequenceNrs.Clear();
        _created.Clear();
        _persistenceIds.Clear();
        _sequenceNrs.Clear();
        _payloads.Clear();
        _manifests.Clear();
        _serializerIds.Clear();
        _writers.Clear();
        _tagIds.Clear();
        _tagSequenceNrs.Clear();
        _tags.Clear();
    }

    /// <summary>False when the events have tags, and this cannot store them.</summary>
    public bool Add(StoredEvent[] events)
    {
        foreach (var row in events)
        {
            if (row.Tags.Length > 0 && !_withTags)
                return false;
            _created.Add(row.Created);
            _persistenceIds.Add(row.PersistenceId);
            _sequenceNrs.Add(row.SequenceNr);
            _payloads.Add(row.Payload);
            _manifests.Add(row.Manifest);
            _serializerIds.Add(row.SerializerId);
            _writers.Add(row.WriterUuid);
            foreach (var tag in row.Tags)
            {
                _tagIds.Add(row.PersistenceId);
                _tagSequenceNrs.Add(row.SequenceNr);
                _tags.Add(tag);
            }
        }
        _lastIds.Add(events[^1].PersistenceId);
        _lastSequenceNrs.Add(events[^1].SequenceNr);
        return true;
    }

    private void Add<T>(NpgsqlDbType element, List<T> values) => Add(Command, element, values);

    private static void Add<T>(NpgsqlBatchCommand command, NpgsqlDbType element, List<T> values) =>
        command.Parameters.Add(
            new NpgsqlParameter<List<T>>
            {
                NpgsqlDbType = NpgsqlDbType.Array | element,
                TypedValue = values,
            }
        );
}
