using System.Collections.Immutable;

namespace Akka.Persistence.Tests.Conformance;

/// <summary>Two writers of one persistence id: the one that does not know the other's events (I5).</summary>
public abstract partial class JournalConformance
{
    private const string OtherWriter = "fedcba9876543210fedcba9876543210";

    [EngineFact("A journal of the packages may take it.")]
    public void A_stale_writer_is_refused()
    {
        Write(PersistenceId, 1, 3);

        ShouldRefuse(WriteAsOther(3, 3));

        ShouldReplay(PersistenceId, [1, 2, 3]);
        Replay(PersistenceId).Events.ShouldAllBe(e => e.WriterGuid == Writer);
    }

    [EngineFact("A journal of the packages may take it.")]
    public void A_stale_batch_is_refused_whole()
    {
        Write(PersistenceId, 1, 3);

        ShouldRefuse(WriteAsOther(2, 6), 5);

        ShouldReplay(PersistenceId, [1, 2, 3]);
        Replay(PersistenceId).Highest.ShouldBe(3);
    }

    [EngineFact("A journal of the packages may take it.")]
    public void A_stale_writer_cannot_use_deleted_numbers_again()
    {
        Write(PersistenceId, 1, 9);
        Delete(PersistenceId, 9);

        ShouldRefuse(WriteAsOther(4, 5), 2);

        var (events, highest) = Replay(PersistenceId);
        events.ShouldBeEmpty();
        highest.ShouldBe(9);
    }

    [EngineFact("A journal of the packages may take it.")]
    public void A_writer_that_was_refused_goes_on_once_it_has_looked_again()
    {
        Write(PersistenceId, 1, 3);
        ShouldRefuse(WriteAsOther(2, 2));

        ExpectStored(WriteAsOther(4, 5), 4, 5);

        ShouldReplay(PersistenceId, [1, 2, 3, 4, 5]);
    }

    [EngineFact("A journal of the packages may take it.")]
    public void Of_two_that_race_for_a_number_one_wins()
    {
        for (var n = 1; n <= 50; n++)
        {
            var first = WriteAs(Writer, n, n);
            var second = WriteAsOther(n, n);

            ExpectStored(first, n, n);
            ShouldRefuse(second);
        }

        ShouldReplay(PersistenceId, Enumerable.Range(1, 50));
    }

    [EngineFact("A journal of the packages may take it.")]
    public void A_stale_writer_among_many_is_refused_alone()
    {
        Write(PersistenceId, 1, 2);
        var ids = Enumerable.Range(0, 30).Select(_ => NewPersistenceId()).ToArray();

        var before = ids[..15].Select(id => WriteAs(Writer, 1, 1, id)).ToList();
        var stale = WriteAsOther(2, 2);
        var after = ids[15..].Select(id => WriteAs(Writer, 1, 1, id)).ToList();

        ShouldRefuse(stale);
        before.Concat(after).ToList().ForEach(probe => ExpectStored(probe, 1, 1));
        foreach (var id in ids)
        {
            ShouldReplay(id, [1]);
        }
    }

    private TestKit.TestProbe WriteAsOther(long from, long to) => WriteAs(OtherWriter, from, to);

    /// <summary>Sends one atomic batch, and waits for nothing.</summary>
    private TestKit.TestProbe WriteAs(string writer, long from, long to, string? id = null)
    {
        id ??= PersistenceId;
        var probe = NewProbe();
        var events = Enumerable
            .Range((int)from, (int)(to - from + 1))
            .Select(n =>
                (IPersistentRepresentation)
                    new Persistent(EventOf(id, n), n, id, "", false, probe.Ref, writer)
            )
            .ToImmutableList();
        Journal.Tell(new WriteMessages([new AtomicWrite(events)], probe.Ref, 1), probe.Ref);
        return probe;
    }

    private static void ShouldRefuse(TestKit.TestProbe probe, int events = 1)
    {
        probe.ExpectMsg<WriteMessagesFailed>(Patience).Cause.ShouldNotBeNull();
        for (var i = 0; i < events; i++)
        {
            probe.ExpectMsg<WriteMessageFailure>(Patience).Cause.ShouldNotBeNull();
        }
    }
}
