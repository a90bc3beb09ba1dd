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

    public void Clear()
    {
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
        return true;
    }

    /// <summary>The command over the events so far: the parameters are the lists themselves.</summary>
    public NpgsqlBatchCommand Bind() => Command;

    private void Add<T>(NpgsqlDbType element, List<T> values) =>
        Command.Parameters.Add(
            new NpgsqlParameter<List<T>>
            {
                NpgsqlDbType = NpgsqlDbType.Array | element,
                TypedValue = values,
            }
        );
}
