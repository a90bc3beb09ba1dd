namespace ActorStream.TestKit.Faults;

/// <summary>An event as a <see cref="FaultyStore"/> keeps it.</summary>
/// <param name="PersistenceId">Whose it is.</param>
/// <param name="SequenceNr">Its number.</param>
/// <param name="Ordering">Its place among all events of the store.</param>
/// <param name="Event">What was written. Recoveries don't get this object but one read from the bytes.</param>
/// <param name="Payload">The bytes that its serializer made of it.</param>
/// <param name="SerializerId">That serializer.</param>
/// <param name="Manifest">That serializer's name for the type.</param>
/// <param name="WriterGuid">The actor instance that wrote it.</param>
/// <param name="Tags">Its tags.</param>
public sealed record StoredEvent(
    string PersistenceId,
    long SequenceNr,
    long Ordering,
    object Event,
    ReadOnlyMemory<byte> Payload,
    int SerializerId,
    string Manifest,
    string WriterGuid,
    IReadOnlyCollection<string> Tags
);

/// <summary>A snapshot as a <see cref="FaultyStore"/> keeps it.</summary>
/// <param name="PersistenceId">Whose it is.</param>
/// <param name="SequenceNr">The last event in it.</param>
/// <param name="Timestamp">When it was saved.</param>
/// <param name="Payload">The bytes that its serializer made of it.</param>
/// <param name="SerializerId">That serializer.</param>
/// <param name="Manifest">That serializer's name for the type.</param>
public sealed record StoredSnapshot(
    string PersistenceId,
    long SequenceNr,
    DateTime Timestamp,
    ReadOnlyMemory<byte> Payload,
    int SerializerId,
    string Manifest
);
