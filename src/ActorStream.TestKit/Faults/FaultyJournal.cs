using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorStream.TestKit.Faults;

/// <summary>The journal over a <see cref="FaultyStore"/>; HOCON names it.</summary>
public sealed partial class FaultyJournal : AsyncWriteJournal
{
    private readonly StoreAccess access;

    /// <summary>Made by Akka.Persistence.</summary>
    public FaultyJournal(Config config) =>
        access = new StoreAccess(FaultyStore.Of(config), Context.System);

    private Task<long> ReadHighestAsync(string persistenceId) =>
        access.CallAsync(
            new(StoreOperation.ReadHighest, persistenceId),
            () => access.Store.HighestSequenceNr(persistenceId)
        );

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    ) =>
        access.CallAsync(
            new(StoreOperation.Replay, persistenceId),
            () =>
            {
                var left = max;
                foreach (var stored in access.Store.EventsOf(persistenceId))
                {
                    if (stored.SequenceNr < fromSequenceNr || stored.SequenceNr > toSequenceNr)
                    {
                        continue;
                    }
                    if (left-- <= 0)
                    {
                        break;
                    }
                    recoveryCallback(Restore(stored));
                }
                return true;
            }
        );

    private async Task<IImmutableList<Exception>> WriteAsync(IEnumerable<AtomicWrite> messages)
    {
        var rejections = ImmutableList.CreateBuilder<Exception>();
        var writes = messages.ToList();
        foreach (var write in writes)
        {
            var events = Encode(write);
            var call = new StoreCall(
                StoreOperation.Write,
                write.PersistenceId,
                [.. events.Select(stored => stored.Event)]
            );
            var fault = access.Store.Ask(call);
            if (fault.Kind == FaultKind.IsRejected)
            {
                await access.CallAsync(call, fault with { Kind = FaultKind.None }, () => true);
                rejections.Add(new SimulatedFaultException("Rejected, as planned."));
                continue;
            }
            await access.CallAsync(
                call,
                fault,
                () =>
                {
                    access.Store.Append(events);
                    return true;
                }
            );
            rejections.Add(null!);
        }
        return rejections.ToImmutable();
    }

    private Task DeleteToAsync(string persistenceId, long toSequenceNr) =>
        access.CallAsync(
            new(StoreOperation.Delete, persistenceId),
            () =>
            {
                access.Store.Delete(persistenceId, toSequenceNr);
                return true;
            }
        );

    private List<StoredEvent> Encode(AtomicWrite write)
    {
        var events = new List<StoredEvent>();
        foreach (var persistent in (IEnumerable<IPersistentRepresentation>)write.Payload)
        {
            var tagged = persistent.Payload as Tagged?;
            var @event = tagged?.Payload ?? persistent.Payload;
            var (payload, serializerId, manifest) = access.Encode(@event);
            events.Add(
                new(
                    persistent.PersistenceId,
                    persistent.SequenceNr,
                    0,
                    @event,
                    payload,
                    serializerId,
                    manifest,
                    persistent.WriterGuid,
                    tagged?.Tags.ToArray() ?? []
                )
            );
        }
        return events;
    }

    private Persistent Restore(StoredEvent stored) =>
        new(
            access.Decode(stored.Payload, stored.SerializerId, stored.Manifest),
            stored.SequenceNr,
            stored.PersistenceId,
            stored.Manifest,
            isDeleted: false,
            ActorRefs.NoSender,
            stored.WriterGuid
        );
}
