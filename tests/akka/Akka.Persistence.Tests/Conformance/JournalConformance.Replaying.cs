namespace Akka.Persistence.Tests.Conformance;

public abstract partial class JournalConformance
{
    [Fact]
    public void Events_are_replayed_in_the_order_of_their_numbers()
    {
        Write(PersistenceId, 1, 5);
        Write(PersistenceId, 6, 10);

        var (events, highest) = Replay(PersistenceId);

        highest.ShouldBe(10);
        events.Select(e => e.SequenceNr).ShouldBe(Enumerable.Range(1, 10).Select(n => (long)n));
        ShouldReplay(PersistenceId, Enumerable.Range(1, 10));
    }

    [Fact]
    public void A_replayed_event_says_whose_it_is_and_who_wrote_it()
    {
        Write(PersistenceId, 1, 1);

        var only = Replay(PersistenceId).Events.ShouldHaveSingleItem();

        only.PersistenceId.ShouldBe(PersistenceId);
        only.SequenceNr.ShouldBe(1);
        if (KeepsWriters)
            only.WriterGuid.ShouldBe(Writer);
        only.IsDeleted.ShouldBeFalse();
        only.Payload.ShouldBe(EventOf(PersistenceId, 1));
    }

    [Theory]
    [InlineData(3, long.MaxValue, long.MaxValue, new[] { 3, 4, 5 })]
    [InlineData(1, 3, long.MaxValue, new[] { 1, 2, 3 })]
    [InlineData(2, 4, long.MaxValue, new[] { 2, 3, 4 })]
    [InlineData(1, long.MaxValue, 2, new[] { 1, 2 })]
    [InlineData(2, 5, 2, new[] { 2, 3 })]
    [InlineData(2, 4, 10, new[] { 2, 3, 4 })]
    [InlineData(3, 3, long.MaxValue, new[] { 3 })]
    [InlineData(3, 3, 1, new[] { 3 })]
    [InlineData(5, 100, long.MaxValue, new[] { 5 })]
    [InlineData(1, 5, 0, new int[0])]
    [InlineData(4, 3, long.MaxValue, new int[0])]
    [InlineData(6, long.MaxValue, long.MaxValue, new int[0])]
    [InlineData(1, 0, long.MaxValue, new int[0])]
    public void A_replay_keeps_to_its_bounds(long from, long to, long max, int[] expected)
    {
        Write(PersistenceId, 1, 5);

        var (events, highest) = Replay(PersistenceId, from, to, max);

        events.Select(e => (int)e.SequenceNr).ShouldBe(expected);
        // The number to start from is a hint that the highest is not below it: a journal may believe it.
        if (from <= 5)
            highest.ShouldBe(5);
        else
            highest.ShouldBeOneOf(0, 5);
    }

    [Fact]
    public void An_unknown_persistence_id_has_no_events_and_the_number_0()
    {
        var (events, highest) = Replay(PersistenceId);

        events.ShouldBeEmpty();
        highest.ShouldBe(0);
    }

    [Fact]
    public void Persistence_ids_that_look_alike_are_kept_apart()
    {
        string[] ids =
        [
            PersistenceId + "a",
            PersistenceId + "A",
            PersistenceId + "%",
            PersistenceId + "_",
            PersistenceId + "'\"\\",
            PersistenceId + " ü/#?",
        ];
        foreach (var id in ids)
        {
            Write(id, 1, 2);
        }

        foreach (var id in ids)
        {
            ShouldReplay(id, [1, 2]);
        }
    }

    [Fact]
    public void A_long_history_is_replayed_whole()
    {
        for (var n = 1; n <= 2_500; n += 500)
        {
            Write(PersistenceId, n, n + 499);
        }

        ShouldReplay(PersistenceId, Enumerable.Range(1, 2_500));
        ShouldReplay(PersistenceId, Enumerable.Range(1_500, 701), from: 1_500, to: 2_200);
        ShouldReplay(PersistenceId, Enumerable.Range(900, 1_200), from: 900, max: 1_200);
    }

    [Fact]
    public void A_large_event_comes_back_as_it_was()
    {
        var large = new string('x', 1_000_000);
        var probe = NewProbe();
        Journal.Tell(
            new WriteMessages(
                [new AtomicWrite(NewPersistent(PersistenceId, 1, probe.Ref, large))],
                probe.Ref,
                1
            ),
            probe.Ref
        );
        ExpectStored(probe, 1, 1);

        Replay(PersistenceId).Events.ShouldHaveSingleItem().Payload.ShouldBe(large);
    }
}
