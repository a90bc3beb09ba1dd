namespace Akka.Persistence.Sql.Storage;

/// <summary>One row of the <c>journal</c> table, and the tags that belong to it.</summary>
internal sealed class StoredEvent
{
    public required string PersistenceId { get; init; }
    public required long SequenceNr { get; init; }

    /// <summary>When it was written, in .NET ticks (UTC).</summary>
    public required long Created { get; init; }
    public required byte[] Payload { get; init; }
    public required string Manifest { get; init; }
    public required int? SerializerId { get; init; }
    public required string? WriterUuid { get; init; }
    public string[] Tags { get; init; } = [];

    /// <summary>The row's place in the whole journal; known once it is stored.</summary>
    public long Ordering { get; init; }

    public StoredEvent WithTags(string[] tags) =>
        new()
        {
            PersistenceId = PersistenceId,
            SequenceNr = SequenceNr,
            Created = Created,
            Payload = Payload,
            Manifest = Manifest,
            SerializerId = SerializerId,
            WriterUuid = WriterUuid,
            Tags = tags,
            Ordering = Ordering,
        };
}
