using System.Runtime.InteropServices;
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
    private readonly Dictionary<string, int> _lastOf = new(StringComparer.Ordinal);

    public PostgresAppend(PostgresDatabase database, bool withTags)
    {
        var names = database.Names;
        var tags = database.HasWriterUuid ? "$8, $9, $10" : "$7, $8, $9";
        // In the SELECT list the arrays are read as they are; in FROM each is first copied.
        var insert = $"""
            INSERT INTO {names.Journal} ({PostgresAppendSql.Columns(database.HasWriterUuid)})
            SELECT unnest($1), false, unnest($2), unnest($3), unnest($4), unnest($5), unnest($6){(
                database.HasWriterUuid ? ", unnest($7)" : ""
            )}
            WHERE {PostgresAppendSql.HasLock}
            """;
        Command = new NpgsqlBatchCommand(
            withTags
                ? $"""
                WITH added AS ({insert} RETURNING ordering, persistence_id, sequence_number)
                INSERT INTO {names.Tags} (ordering_id, tag, sequence_nr, persistence_id)
                SELECT added.ordering, t.tag, t.nr, t.id
                FROM unnest({tags}) AS t (id, nr, tag)
                JOIN added ON added.persistence_id = t.id AND added.sequence_number = t.nr
                """
                : insert
        );
        Check = new NpgsqlBatchCommand(PostgresAppendSql.CheckAll(names));
        Add(Check, NpgsqlDbType.Text, _lastIds);
        Add(Check, NpgsqlDbType.Bigint, _lastSequenceNrs);
        Add(Command, NpgsqlDbType.Bigint, _created);
        Add(Command, NpgsqlDbType.Text, _persistenceIds);
        Add(Command, NpgsqlDbType.Bigint, _sequenceNrs);
        Add(Command, NpgsqlDbType.Bytea, _payloads);
        Add(Command, NpgsqlDbType.Text, _manifests);
        Add(Command, NpgsqlDbType.Integer, _serializerIds);
        if (database.HasWriterUuid)
            Add(Command, NpgsqlDbType.Text, _writers);
        if (!withTags)
            return;
        Add(Command, NpgsqlDbType.Text, _tagIds);
        Add(Command, NpgsqlDbType.Bigint, _tagSequenceNrs);
        Add(Command, NpgsqlDbType.Text, _tags);
    }

    public NpgsqlBatchCommand Command { get; }

    /// <inheritdoc cref="PostgresAppendSql.CheckAll"/>
    public NpgsqlBatchCommand Check { get; }

    public void Clear()
    {
        _lastOf.Clear();
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

    public void Add(StoredEvent[] events)
    {
        foreach (var row in events)
        {
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
        AddLast(events[^1]);
    }

    /// <summary>What follows an append of the same id in the same batch is no stranger's.</summary>
    private void AddLast(StoredEvent last)
    {
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _lastOf,
            last.PersistenceId,
            out var exists
        );
        if (exists)
        {
            _lastSequenceNrs[at] = Math.Max(_lastSequenceNrs[at], last.SequenceNr);
            return;
        }
        at = _lastIds.Count;
        _lastIds.Add(last.PersistenceId);
        _lastSequenceNrs.Add(last.SequenceNr);
    }

    private static void Add<T>(NpgsqlBatchCommand command, NpgsqlDbType element, List<T> values) =>
        command.Parameters.Add(
            new NpgsqlParameter<List<T>>
            {
                NpgsqlDbType = NpgsqlDbType.Array | element,
                TypedValue = values,
            }
        );
}
