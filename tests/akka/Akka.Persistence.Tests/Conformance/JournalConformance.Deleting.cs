namespace Akka.Persistence.Tests.Conformance;

public abstract partial class JournalConformance
{
    [Fact]
    public void Deleted_events_are_not_replayed()
    {
        Write(PersistenceId, 1, 5);

        Delete(PersistenceId, 3);

        ShouldReplay(PersistenceId, [4, 5]);
        ShouldReplay(PersistenceId, [4], to: 4);
        Replay(PersistenceId).Highest.ShouldBe(5);
    }

    [Fact]
    public void The_highest_number_survives_the_deletion_of_all_events()
    {
        Write(PersistenceId, 1, 5);

        Delete(PersistenceId, 5);

        var (events, highest) = Replay(PersistenceId);
        events.ShouldBeEmpty();
        highest.ShouldBe(5);
    }

    [Fact]
    public void Deleting_without_a_bound_deletes_all()
    {
        Write(PersistenceId, 1, 3);

        Delete(PersistenceId, long.MaxValue);

        var (events, highest) = Replay(PersistenceId);
        events.ShouldBeEmpty();
        highest.ShouldBe(3);
    }

    [Fact]
    public void Numbers_go_on_after_a_deletion()
    {
        Write(PersistenceId, 1, 3);
        Delete(PersistenceId, 3);

        Write(PersistenceId, 4, 5);

        ShouldReplay(PersistenceId, [4, 5]);
        Delete(PersistenceId, 4);
        ShouldReplay(PersistenceId, [5]);
        Delete(PersistenceId, 5);
        Replay(PersistenceId).Highest.ShouldBe(5);
    }

    [Fact]
    public void Deleting_again_or_nothing_changes_nothing()
    {
        Write(PersistenceId, 1, 4);
        Delete(PersistenceId, 2);
        Delete(PersistenceId, 2);
        Delete(PersistenceId, 0);

        ShouldReplay(PersistenceId, [3, 4]);
        Replay(PersistenceId).Highest.ShouldBe(4);
    }

    [Fact]
    public void Deleting_of_an_unknown_persistence_id_succeeds()
    {
        Delete(PersistenceId, 10);

        var (events, highest) = Replay(PersistenceId);
        events.ShouldBeEmpty();
        highest.ShouldBe(0);
    }

    [Fact]
    public void A_deletion_leaves_other_persistence_ids_alone()
    {
        var other = NewPersistenceId();
        Write(PersistenceId, 1, 3);
        Write(other, 1, 3);

        Delete(PersistenceId, 3);

        ShouldReplay(other, [1, 2, 3]);
    }
}
