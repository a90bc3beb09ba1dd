using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;

namespace Akka.Persistence.Tests.Conformance;

/// <summary>What every journal promises, told through the journal protocol (guards I6).</summary>
public abstract partial class JournalConformance : PluginConformance
{
    private const string Writer = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected IActorRef Journal => Persistence.Instance.Apply(Sys).JournalFor(null);

    protected static string EventOf(string persistenceId, long sequenceNr) =>
        $"{persistenceId}/{sequenceNr}";

    private static Persistent NewPersistent(
        string persistenceId,
        long sequenceNr,
        IActorRef sender,
        object? payload = null
    ) =>
        new(
            payload ?? EventOf(persistenceId, sequenceNr),
            sequenceNr,
            persistenceId,
            manifest: string.Empty,
            isDeleted: false,
            sender,
            Writer
        );

    private static AtomicWrite Batch(string persistenceId, long from, long to, IActorRef sender) =>
        new(
            Enumerable
                .Range((int)from, (int)(to - from + 1))
                .Select(n => (IPersistentRepresentation)NewPersistent(persistenceId, n, sender))
                .ToImmutableList()
        );

    /// <summary>Writes events one by one, in one request, and waits for all answers.</summary>
    private TestProbe Write(string persistenceId, long from, long to)
    {
        var probe = NewProbe();
        var writes = new List<IPersistentEnvelope>();
        for (var n = from; n <= to; n++)
        {
            writes.Add(new AtomicWrite(NewPersistent(persistenceId, n, probe.Ref)));
        }

        Journal.Tell(new WriteMessages(writes, probe.Ref, actorInstanceId: 1), probe.Ref);
        ExpectStored(probe, from, to);
        return probe;
    }

    private static void ExpectStored(TestProbe probe, long from, long to, int actorInstanceId = 1)
    {
        probe.ExpectMsg<WriteMessagesSuccessful>(Patience);
        for (var n = from; n <= to; n++)
        {
            var stored = probe.ExpectMsg<WriteMessageSuccess>(Patience);
            stored.Persistent.SequenceNr.ShouldBe(n);
            stored.ActorInstanceId.ShouldBe(actorInstanceId);
        }
    }

    private void Delete(string persistenceId, long to)
    {
        var probe = NewProbe();
        Journal.Tell(new DeleteMessagesTo(persistenceId, to, probe.Ref), probe.Ref);
        probe.ExpectMsg<DeleteMessagesSuccess>(Patience).ToSequenceNr.ShouldBe(to);
    }

    private (List<IPersistentRepresentation> Events, long Highest) Replay(
        string persistenceId,
        long from = 1,
        long to = long.MaxValue,
        long max = long.MaxValue
    )
    {
        var probe = NewProbe();
        Journal.Tell(new ReplayMessages(from, to, max, persistenceId, probe.Ref), probe.Ref);
        var events = new List<IPersistentRepresentation>();
        while (true)
        {
            switch (probe.ReceiveOne(Patience))
            {
                case ReplayedMessage replayed:
                    events.Add(replayed.Persistent);
                    break;
                case RecoverySuccess success:
                    return (events, success.HighestSequenceNr);
                case var other:
                    throw new InvalidOperationException($"Unexpected: {other ?? "nothing"}");
            }
        }
    }

    private void ShouldReplay(
        string persistenceId,
        IEnumerable<int> expected,
        long from = 1,
        long to = long.MaxValue,
        long max = long.MaxValue
    ) =>
        Replay(persistenceId, from, to, max)
            .Events.Select(e => e.Payload)
            .ShouldBe(expected.Select(n => (object)EventOf(persistenceId, n)));
}
