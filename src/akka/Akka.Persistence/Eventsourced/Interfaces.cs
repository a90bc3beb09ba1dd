using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Says who a persistent actor is, and where its events go.</summary>
public interface IPersistentIdentity
{
    /// <summary>Names the actor's events, across incarnations and machines.</summary>
    string PersistenceId { get; }

    /// <summary>The configuration path of the journal; empty: the default one.</summary>
    string JournalPluginId { get; }

    /// <summary>The configuration path of the snapshot store; empty: the default one.</summary>
    string SnapshotPluginId { get; }
}

/// <summary>Says how an actor recovers.</summary>
public interface IPersistenceRecovery
{
    /// <summary>From which snapshot, and how far.</summary>
    Recovery Recovery { get; }
}

/// <summary>Says what happens to commands that the internal stash has no room for.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>The strategy.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}

/// <summary>Saves, loads and deletes an actor's snapshots.</summary>
public interface ISnapshotter
{
    /// <summary>Whose snapshots.</summary>
    string SnapshotterId { get; }

    /// <summary>The number of the event that a snapshot taken now includes.</summary>
    long SnapshotSequenceNr { get; }

    /// <summary>Asks for a snapshot; the answer is a message.</summary>
    void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr);

    /// <summary>Saves a snapshot; the outcome is a message.</summary>
    void SaveSnapshot(object snapshot);

    /// <summary>Deletes one snapshot; the outcome is a message.</summary>
    void DeleteSnapshot(long sequenceNr);

    /// <summary>Deletes all snapshots that meet the criteria; the outcome is a message.</summary>
    void DeleteSnapshots(SnapshotSelectionCriteria criteria);
}
