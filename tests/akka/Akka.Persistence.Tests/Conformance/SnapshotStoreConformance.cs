using Akka.Actor;
using Akka.TestKit;

namespace Akka.Persistence.Tests.Conformance;

/// <summary>What every snapshot store promises, told through the snapshot protocol.</summary>
public abstract class SnapshotStoreConformance : PluginConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected IActorRef SnapshotStore => Persistence.Instance.Apply(Sys).SnapshotStoreFor(null);

    private SnapshotMetadata Save(string persistenceId, long sequenceNr, object? state = null)
    {
        var probe = NewProbe();
        SnapshotStore.Tell(
            new SaveSnapshot(
                new SnapshotMetadata(persistenceId, sequenceNr, DateTime.MinValue),
                state ?? $"state {sequenceNr}"
            ),
            probe.Ref
        );
        var saved = probe.ExpectMsg<SaveSnapshotSuccess>(Patience).Metadata;
        saved.PersistenceId.ShouldBe(persistenceId);
        saved.SequenceNr.ShouldBe(sequenceNr);
        return saved;
    }

    private SelectedSnapshot? Load(
        string persistenceId,
        SnapshotSelectionCriteria criteria,
        long to = long.MaxValue
    )
    {
        var probe = NewProbe();
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, to), probe.Ref);
        return probe.ExpectMsg<LoadSnapshotResult>(Patience).Snapshot;
    }

    private long LatestNumber(SnapshotSelectionCriteria criteria, long to = long.MaxValue) =>
        Load(PersistenceId, criteria, to)?.Metadata.SequenceNr ?? 0;

    private List<SnapshotMetadata> SaveFive() =>
        [.. Enumerable.Range(1, 5).Select(n => Save(PersistenceId, n * 10))];

    [Fact]
    public void An_unknown_persistence_id_has_no_snapshot()
    {
        Load(PersistenceId, SnapshotSelectionCriteria.Latest).ShouldBeNull();
    }

    [Fact]
    public void The_latest_snapshot_is_loaded_as_it_was_saved()
    {
        var saved = SaveFive();

        var loaded = Load(PersistenceId, SnapshotSelectionCriteria.Latest).ShouldNotBeNull();

        loaded.Snapshot.ShouldBe("state 50");
        loaded.Metadata.SequenceNr.ShouldBe(50);
        loaded.Metadata.PersistenceId.ShouldBe(PersistenceId);
        loaded.Metadata.Timestamp.ShouldBe(saved[^1].Timestamp);
    }

    [Fact]
    public void A_snapshot_is_selected_by_the_highest_number()
    {
        SaveFive();

        LatestNumber(new SnapshotSelectionCriteria(30)).ShouldBe(30);
        LatestNumber(new SnapshotSelectionCriteria(39)).ShouldBe(30);
        LatestNumber(new SnapshotSelectionCriteria(9)).ShouldBe(0);
    }

    [Fact]
    public void The_number_to_recover_to_bounds_the_selection_too()
    {
        SaveFive();

        LatestNumber(SnapshotSelectionCriteria.Latest, to: 45).ShouldBe(40);
        LatestNumber(new SnapshotSelectionCriteria(30), to: 20).ShouldBe(20);
    }

    [Fact]
    public void A_snapshot_is_selected_by_its_time()
    {
        var saved = SaveFive();

        var bound = saved[2].Timestamp;
        var expected = saved.Last(m => m.Timestamp <= bound).SequenceNr;
        LatestNumber(new SnapshotSelectionCriteria(long.MaxValue, bound)).ShouldBe(expected);
        LatestNumber(new SnapshotSelectionCriteria(long.MaxValue, saved[0].Timestamp.AddDays(-1)))
            .ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_selected_by_none()
    {
        SaveFive();

        Load(PersistenceId, SnapshotSelectionCriteria.None).ShouldBeNull();
    }

    [Fact]
    public void Saving_with_the_same_number_replaces_the_snapshot()
    {
        Save(PersistenceId, 10, "first");
        Save(PersistenceId, 10, "second");

        Load(PersistenceId, SnapshotSelectionCriteria.Latest)!.Snapshot.ShouldBe("second");
    }

    [Fact]
    public void A_deleted_snapshot_is_gone_and_the_one_before_is_loaded()
    {
        var saved = SaveFive();
        var probe = NewProbe();

        SnapshotStore.Tell(new DeleteSnapshot(saved[4]), probe.Ref);

        probe.ExpectMsg<DeleteSnapshotSuccess>(Patience).Metadata.SequenceNr.ShouldBe(50);
        LatestNumber(SnapshotSelectionCriteria.Latest).ShouldBe(40);
    }

    [Fact]
    public void A_snapshot_is_deleted_by_its_number_alone()
    {
        SaveFive();
        var probe = NewProbe();

        SnapshotStore.Tell(
            new DeleteSnapshot(new SnapshotMetadata(PersistenceId, 50, DateTime.MinValue)),
            probe.Ref
        );

        probe.ExpectMsg<DeleteSnapshotSuccess>(Patience);
        LatestNumber(SnapshotSelectionCriteria.Latest).ShouldBe(40);
    }

    [Fact]
    public void Snapshots_are_deleted_by_criteria()
    {
        var other = NewPersistenceId();
        SaveFive();
        Save(other, 10);
        var probe = NewProbe();

        SnapshotStore.Tell(
            new DeleteSnapshots(PersistenceId, new SnapshotSelectionCriteria(30)),
            probe.Ref
        );

        probe.ExpectMsg<DeleteSnapshotsSuccess>(Patience);
        LatestNumber(new SnapshotSelectionCriteria(30)).ShouldBe(0);
        LatestNumber(SnapshotSelectionCriteria.Latest).ShouldBe(50);
        Load(other, SnapshotSelectionCriteria.Latest).ShouldNotBeNull();
    }

    [Fact]
    public void A_large_snapshot_comes_back_as_it_was()
    {
        var large = new string('x', 1_000_000);
        Save(PersistenceId, 1, large);

        Load(PersistenceId, SnapshotSelectionCriteria.Latest)!.Snapshot.ShouldBe(large);
    }
}
