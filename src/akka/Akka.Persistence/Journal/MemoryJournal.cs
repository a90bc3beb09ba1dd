using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>
/// Keeps events in memory, for tests: they are gone with the actor system. Everything is answered
/// at once.
/// </summary>
public class MemoryJournal : AsyncWriteJournal
{
    private static readonly Task<IImmutableList<Exception>> AllStored = Task.FromResult<
        IImmutableList<Exception>
    >(ImmutableList<Exception>.Empty);

    // A class that derives from this one may call in from any thread.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryStream> _streams = new(StringComparer.Ordinal);
    private readonly bool _isDerived;

    /// <summary>Creates an empty journal.</summary>
    public MemoryJournal()
    {
        _isDerived = GetType() != typeof(MemoryJournal);
    }

    /// <inheritdoc />
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages
    )
    {
        var writes = messages as IReadOnlyList<AtomicWrite> ?? [.. messages];
        lock (_gate)
        {
            foreach (var write in writes)
            {
                if (IsStale(write))
                {
                    return Task.FromException<IImmutableList<Exception>>(Stale(write));
                }
            }

            foreach (var write in writes)
            {
                Store(write);
            }
        }

        return AllStored;
    }

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        lock (_gate)
        {
            return Task.FromResult(
                _streams.TryGetValue(persistenceId, out var stream) ? stream.HighestSequenceNr : 0L
            );
        }
    }

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    )
    {
        ArraySegment<IPersistentRepresentation> events;
        lock (_gate)
        {
            events = _streams.TryGetValue(persistenceId, out var stream)
                ? stream.Read(fromSequenceNr, toSequenceNr, max)
                : [];
        }

        foreach (var persistent in events.AsSpan())
        {
            recoveryCallback(persistent);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        lock (_gate)
        {
            if (_streams.TryGetValue(persistenceId, out var stream))
            {
                stream.Delete(toSequenceNr);
            }
        }

        return Task.CompletedTask;
    }

    internal override bool TryWriteNow(WriteMessages request)
    {
        if (
            _isDerived
            || !request.AnswerInPlace
            || request.Single is not { Single: not null } write
        )
        {
            return false;
        }

        if (!AdaptsNothing)
        {
            return false;
        }

        write = Prepare(write, Clock.UtcTicks, stampInPlace: true);
        lock (_gate)
        {
            if (IsStale(write))
            {
                return false;
            }

            Store(write);
        }

        request.PersistentActor.Tell(request, ActorRefs.NoSender);
        return true;
    }

    /// <summary>Somebody else has written under this persistence id since its writer has looked.</summary>
    private bool IsStale(AtomicWrite write) =>
        _streams.TryGetValue(write.PersistenceId, out var stream)
        && stream.HighestSequenceNr >= write.LowestSequenceNr;

    private static InvalidOperationException Stale(AtomicWrite write) =>
        new(
            $"The event of '{write.PersistenceId}' with sequence number {write.LowestSequenceNr} was "
                + "not stored: another writer has stored one with this number or a higher one."
        );

    private void Store(AtomicWrite write)
    {
        if (!_streams.TryGetValue(write.PersistenceId, out var stream))
        {
            stream = new MemoryStream();
            _streams.Add(write.PersistenceId, stream);
        }

        if (write.Single is { } single)
        {
            stream.Add(Untagged(single));
            return;
        }

        foreach (var persistent in write.Events)
        {
            stream.Add(Untagged(persistent));
        }
    }

    private static IPersistentRepresentation Untagged(IPersistentRepresentation persistent) =>
        persistent.Payload is Tagged tagged ? persistent.WithPayload(tagged.Payload) : persistent;
}
