using Akka.Actor;

namespace Akka.Persistence.Tests.Conformance;

public abstract partial class JournalConformance
{
    [Fact]
    public void An_atomic_batch_is_stored_whole()
    {
        var probe = NewProbe();
        Journal.Tell(
            new WriteMessages([Batch(PersistenceId, 1, 4, probe.Ref)], probe.Ref, 1),
            probe.Ref
        );

        ExpectStored(probe, 1, 4);
        ShouldReplay(PersistenceId, [1, 2, 3, 4]);
    }

    [Fact]
    public void Batches_and_single_events_of_one_request_keep_their_order()
    {
        var probe = NewProbe();
        Journal.Tell(
            new WriteMessages(
                [
                    new AtomicWrite(NewPersistent(PersistenceId, 1, probe.Ref)),
                    Batch(PersistenceId, 2, 4, probe.Ref),
                    new AtomicWrite(NewPersistent(PersistenceId, 5, probe.Ref)),
                ],
                probe.Ref,
                1
            ),
            probe.Ref
        );

        ExpectStored(probe, 1, 5);
        ShouldReplay(PersistenceId, [1, 2, 3, 4, 5]);
    }

    [Fact]
    public void An_answer_comes_from_the_sender_of_the_command()
    {
        var (actor, commander) = (NewProbe(), NewProbe());
        Journal.Tell(
            new WriteMessages(
                [new AtomicWrite(NewPersistent(PersistenceId, 1, commander.Ref))],
                actor.Ref,
                1
            ),
            actor.Ref
        );

        actor.ExpectMsg<WriteMessagesSuccessful>(Patience);
        actor.ExpectMsg<WriteMessageSuccess>(Patience);
        actor.LastSender.ShouldBe(commander.Ref);
    }

    [Fact]
    public void Requests_under_way_at_once_are_answered_in_their_order()
    {
        var probe = NewProbe();
        for (var n = 1; n <= 100; n++)
        {
            Journal.Tell(
                new WriteMessages(
                    [new AtomicWrite(NewPersistent(PersistenceId, n, probe.Ref))],
                    probe.Ref,
                    actorInstanceId: n
                ),
                probe.Ref
            );
        }

        for (var n = 1; n <= 100; n++)
        {
            ExpectStored(probe, n, n, actorInstanceId: n);
        }

        ShouldReplay(PersistenceId, Enumerable.Range(1, 100));
    }

    [Fact]
    public void Many_persistence_ids_are_written_at_once()
    {
        var ids = Enumerable.Range(0, 50).Select(_ => NewPersistenceId()).ToArray();
        var probes = ids.Select(_ => NewProbe()).ToArray();
        for (var n = 1; n <= 10; n++)
        {
            for (var i = 0; i < ids.Length; i++)
            {
                Journal.Tell(
                    new WriteMessages(
                        [new AtomicWrite(NewPersistent(ids[i], n, probes[i].Ref))],
                        probes[i].Ref,
                        1
                    ),
                    probes[i].Ref
                );
            }
        }

        foreach (var probe in probes)
        {
            for (var n = 1; n <= 10; n++)
            {
                ExpectStored(probe, n, n);
            }
        }

        foreach (var id in ids)
        {
            ShouldReplay(id, Enumerable.Range(1, 10));
        }
    }

    [Fact]
    public void A_replay_sees_the_first_so_many_events_without_a_gap_while_the_next_is_written()
    {
        var probe = NewProbe();
        for (var n = 1; n <= 300; n++)
        {
            Journal.Tell(
                new WriteMessages(
                    [new AtomicWrite(NewPersistent(PersistenceId, n, probe.Ref))],
                    probe.Ref,
                    1
                ),
                probe.Ref
            );
            if (n % 30 == 0)
            {
                var (events, highest) = Replay(PersistenceId);
                events.Count.ShouldBeInRange(n - 1, n);
                events
                    .Select(e => e.SequenceNr)
                    .ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
                highest.ShouldBe(events.Count);
            }

            // As an actor does: nothing is sent to the journal before the last write is answered.
            ExpectStored(probe, n, n);
        }
    }

    [EngineFact("A persistent actor has one write under way at a time; nobody promises more.")]
    public void A_replay_while_many_events_are_written_sees_the_first_so_many_without_a_gap()
    {
        var probe = NewProbe();
        for (var n = 1; n <= 300; n++)
        {
            Journal.Tell(
                new WriteMessages(
                    [new AtomicWrite(NewPersistent(PersistenceId, n, probe.Ref))],
                    probe.Ref,
                    1
                ),
                probe.Ref
            );
            if (n % 100 == 0)
            {
                var (events, highest) = Replay(PersistenceId);
                events
                    .Select(e => e.SequenceNr)
                    .ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
                highest.ShouldBe(events.Count);
            }
        }

        for (var n = 1; n <= 300; n++)
        {
            ExpectStored(probe, n, n);
        }

        ShouldReplay(PersistenceId, Enumerable.Range(1, 300));
    }

    [Fact]
    public void An_event_that_cannot_be_serialised_is_refused_and_the_others_are_stored()
    {
        if (!SerializesEvents)
        {
            return;
        }

        var probe = NewProbe();
        Journal.Tell(
            new WriteMessages(
                [
                    new AtomicWrite(NewPersistent(PersistenceId, 1, probe.Ref)),
                    new AtomicWrite(NewPersistent(PersistenceId, 2, probe.Ref, new Broken())),
                    new AtomicWrite(NewPersistent(PersistenceId, 3, probe.Ref)),
                ],
                probe.Ref,
                1
            ),
            probe.Ref
        );

        probe.ExpectMsg<WriteMessagesSuccessful>(Patience);
        probe.ExpectMsg<WriteMessageSuccess>(Patience).Persistent.SequenceNr.ShouldBe(1);
        probe.ExpectMsg<WriteMessageRejected>(Patience).Persistent.SequenceNr.ShouldBe(2);
        probe.ExpectMsg<WriteMessageSuccess>(Patience).Persistent.SequenceNr.ShouldBe(3);
        ShouldReplay(PersistenceId, [1, 3]);
    }

    [Fact]
    public void A_batch_with_an_event_that_cannot_be_serialised_is_refused_whole()
    {
        if (!SerializesEvents)
        {
            return;
        }

        var probe = NewProbe();
        Journal.Tell(
            new WriteMessages(
                [
                    new AtomicWrite(
                        System.Collections.Immutable.ImmutableList.Create<IPersistentRepresentation>(
                            NewPersistent(PersistenceId, 1, probe.Ref),
                            NewPersistent(PersistenceId, 2, probe.Ref, new Broken())
                        )
                    ),
                ],
                probe.Ref,
                1
            ),
            probe.Ref
        );

        probe.ExpectMsg<WriteMessagesSuccessful>(Patience);
        probe.ExpectMsg<WriteMessageRejected>(Patience).Persistent.SequenceNr.ShouldBe(1);
        probe.ExpectMsg<WriteMessageRejected>(Patience).Persistent.SequenceNr.ShouldBe(2);
        Replay(PersistenceId).Events.ShouldBeEmpty();
    }

    /// <summary>No serializer gets past its property.</summary>
    public sealed class Broken
    {
        public string Text => throw new NotSupportedException("cannot be serialised");
    }
}
