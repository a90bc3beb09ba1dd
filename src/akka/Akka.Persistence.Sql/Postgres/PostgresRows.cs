using Akka.Persistence.Sql.Storage;
using Npgsql;

namespace Akka.Persistence.Sql.Postgres;

/// <summary>Rows as they come out of the journal's table.</summary>
internal static class PostgresRows
{
    public static string Columns(PostgresDatabase database, bool withTags) =>
        "j.persistence_id, j.sequence_number, j.created, j.message, j.manifest, j.identifier, "
        + (database.HasWriterUuid ? "j.writer_uuid" : "NULL::text")
        + ", j.ordering"
        + (
            withTags
                ? $", ARRAY(SELECT a.tag FROM {database.Names.Tags} AS a WHERE a.ordering_id = j.ordering)"
                : ""
        );

    public static StoredEvent Event(NpgsqlDataReader rows, bool withTags) =>
        new()
        {
            PersistenceId = rows.GetString(0),
            SequenceNr = rows.GetInt64(1),
            Created = rows.GetInt64(2),
            Payload = rows.GetFieldValue<byte[]>(3),
            Manifest = rows.IsDBNull(4) ? "" : rows.GetString(4),
            SerializerId = rows.IsDBNull(5) ? null : rows.GetInt32(5),
            WriterUuid = rows.IsDBNull(6) ? null : rows.GetString(6),
            Ordering = rows.GetInt64(7),
            Tags = withTags ? rows.GetFieldValue<string[]>(8) : [],
        };

    public static async Task<List<StoredEvent>> EventsAsync(NpgsqlCommand command)
    {
        var events = new List<StoredEvent>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            events.Add(Event(rows, withTags: true));
        return events;
    }

    public static async Task<List<string>> TextsAsync(NpgsqlCommand command)
    {
        var texts = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            texts.Add(rows.GetString(0));
        return texts;
    }
}
