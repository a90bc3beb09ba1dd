using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>What a persistent actor sends to its journal.</summary>
public interface IPersistentEnvelope
{
    /// <summary>The content.</summary>
    object Payload { get; }

    /// <summary>Who sent the command behind it.</summary>
    IActorRef Sender { get; }

    /// <summary>How many events it holds.</summary>
    int Size { get; }
}

/// <summary>An event together with its place in a journal.</summary>
public interface IPersistentRepresentation : IMessage
{
    /// <summary>The event.</summary>
    object Payload { get; }

    /// <summary>A hint for reading the payload, given by a write adapter; never null.</summary>
    string Manifest { get; }

    /// <summary>Whose event it is.</summary>
    string PersistenceId { get; }

    /// <summary>Its number, from 1.</summary>
    long SequenceNr { get; }

    /// <summary>One value per incarnation of the writing actor.</summary>
    string WriterGuid { get; }

    /// <summary>When the journal took it, in .NET ticks (UTC); 0 when unknown.</summary>
    long Timestamp { get; }

    /// <summary>Whether it is marked as deleted.</summary>
    bool IsDeleted { get; }

    /// <summary>Who sent the command behind it, while it is being written.</summary>
    IActorRef Sender { get; }

    /// <summary>A copy with another payload.</summary>
    IPersistentRepresentation WithPayload(object payload);

    /// <summary>A copy with another manifest.</summary>
    IPersistentRepresentation WithManifest(string manifest);

    /// <summary>A copy with another time.</summary>
    IPersistentRepresentation WithTimestamp(long newTimestamp);

    /// <summary>A copy in another place.</summary>
    IPersistentRepresentation Update(
        long sequenceNr,
        string persistenceId,
        bool isDeleted,
        IActorRef sender,
        string writerGuid
    );
}
