namespace ActorStream.Operations.Databases;

/// <summary>One row of the table <c>snapshot</c>.</summary>
/// <param name="PersistenceId">Whose snapshot it is.</param>
/// <param name="SequenceNr">The last event that is in it.</param>
/// <param name="CreatedTicks">When it was taken, in UTC ticks.</param>
/// <param name="Manifest">What the payload is; empty where the column is null.</param>
/// <param name="Payload">UTF-8 JSON, unless it is damaged; empty where the column is null.</param>
/// <param name="SerializerId">The serializer's identifier.</param>
public sealed record SnapshotRow(
    string PersistenceId,
    long SequenceNr,
    long CreatedTicks,
    string Manifest,
    byte[] Payload,
    int? SerializerId = null
)
{
    /// <summary>When it was taken.</summary>
    public DateTimeOffset Created => Ticks.ToTime(CreatedTicks);
}
