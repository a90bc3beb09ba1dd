using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Snapshot;

namespace ActorStream.TestKit.Faults;

/// <summary>The snapshot store over a <see cref="FaultyStore"/>; HOCON names it.</summary>
public sealed partial class FaultySnapshotStore : SnapshotStore
{
    private readonly StoreAccess access;

    /// <summary>Made by Akka.Persistence.</summary>
    public FaultySnapshotStore(Config config) =>
        access = new StoreAccess(FaultyStore.Of(config), Context.System);

    private Task<SelectedSnapshot> LoadNewestAsync(
        string persistenceId,
        SnapshotSelectionCriteria criteria
    ) =>
        access.CallAsync(
            new(StoreOperation.LoadSnapshot, persistenceId),
            () =>
            {
                var latest = access
                    .Store.SnapshotsOf(persistenceId)
                    .Where(stored => IsMeant(criteria, stored))
                    .MaxBy(stored => stored.SequenceNr);
                return latest is null
                    ? null!
                    : new SelectedSnapshot(
                        new(persistenceId, latest.SequenceNr, latest.Timestamp),
                        access.Decode(latest.Payload, latest.SerializerId, latest.Manifest)
                    );
            }
        );

    private Task StoreAsync(SnapshotMetadata metadata, object snapshot)
    {
        var (payload, serializerId, manifest) = access.Encode(snapshot);
        return access.CallAsync(
            new(StoreOperation.SaveSnapshot, metadata.PersistenceId),
            () =>
            {
                access.Store.Save(
                    new(
                        metadata.PersistenceId,
                        metadata.SequenceNr,
                        metadata.Timestamp,
                        payload,
                        serializerId,
                        manifest
                    )
                );
                return true;
            }
        );
    }

    private Task DeleteOneAsync(SnapshotMetadata metadata) =>
        DeleteMeantAsync(
            metadata.PersistenceId,
            stored =>
                stored.SequenceNr == metadata.SequenceNr
                && (
                    metadata.Timestamp == DateTime.MinValue
                    || stored.Timestamp == metadata.Timestamp
                )
        );

    private Task DeleteAllAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        DeleteMeantAsync(persistenceId, stored => IsMeant(criteria, stored));

    private Task DeleteMeantAsync(string persistenceId, Predicate<StoredSnapshot> isMeant) =>
        access.CallAsync(
            new(StoreOperation.DeleteSnapshots, persistenceId),
            () =>
            {
                access.Store.DeleteSnapshots(persistenceId, isMeant);
                return true;
            }
        );

    private static bool IsMeant(SnapshotSelectionCriteria criteria, StoredSnapshot stored) =>
        stored.SequenceNr <= criteria.MaxSequenceNr
        && stored.SequenceNr >= criteria.MinSequenceNr
        && stored.Timestamp <= criteria.MaxTimeStamp
        && stored.Timestamp >= (criteria.MinTimestamp ?? DateTime.MinValue);
}
