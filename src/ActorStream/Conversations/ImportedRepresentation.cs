using ActorStream.Journal;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>
/// An imported event on its way to the journal. A journal stamps what it takes with the time; here the time
/// is part of what is imported, and stays.
/// </summary>
internal sealed record ImportedRepresentation(
    string PersistenceId,
    ImportedEvent Event,
    object Payload,
    string Manifest,
    IActorRef Sender
) : IPersistentRepresentation
{
    public ImportedRepresentation(string persistenceId, ImportedEvent imported)
        : this(persistenceId, imported, imported, "", ActorRefs.NoSender) { }

    public long SequenceNr => Event.SequenceNr;

    public string WriterGuid => Event.Writer!;

    public long Timestamp => Event.CreatedTicks;

    public bool IsDeleted => false;

    public IPersistentRepresentation WithPayload(object payload) => this with { Payload = payload };

    public IPersistentRepresentation WithManifest(string manifest) =>
        this with
        {
            Manifest = manifest,
        };

    public IPersistentRepresentation WithTimestamp(long newTimestamp) => this;

    public IPersistentRepresentation Update(
        long sequenceNr,
        string persistenceId,
        bool isDeleted,
        IActorRef sender,
        string writerGuid
    ) => this with { Sender = sender };
}
