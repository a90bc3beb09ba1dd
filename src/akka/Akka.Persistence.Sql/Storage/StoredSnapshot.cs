namespace Akka.Persistence.Sql.Storage;

/// <summary>One row of the <c>snapshot</c> table.</summary>
internal sealed class StoredSnapshot
{
    public required string PersistenceId { get; init; }
    public required long SequenceNr { get; init; }

    /// <summary>When it was taken, in .NET ticks (UTC).</summary>
    public required long Created { get; init; }
    public required byte[] Payload { get; init; }
    public required string Manifest { get; init; }
    public required int? SerializerId { get; init; }
}
