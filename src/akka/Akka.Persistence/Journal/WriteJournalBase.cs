using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What all journals share: the event adapters on the way in and out.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _adapters;

    /// <summary>Looks up the adapters that are configured for this plug-in.</summary>
    protected WriteJournalBase()
    {
        _adapters = Persistence.Instance.Apply(Context.System).AdaptersOf(Self);
    }

    /// <summary>Whether events are stored as the actor gave them.</summary>
    internal bool AdaptsNothing => _adapters.IsEmpty;

    /// <summary>Applies the write adapters, and stamps each event with the time.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(
        IEnumerable<IPersistentEnvelope> persistentMessages
    ) => Prepare(persistentMessages, stampInPlace: false);

    /// <summary>Applies the read adapters: one stored event may become none, one or several.</summary>
    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(
        IPersistentRepresentation representation
    )
    {
        if (_adapters.IsEmpty)
        {
            return [representation];
        }

        var payload = representation.Payload;
        var events = _adapters.Get(payload.GetType()).FromJournal(payload, representation.Manifest);
        if (events is SingleEventSequence single)
        {
            return [WithPayload(representation, single.Event)];
        }

        var adapted = new List<IPersistentRepresentation>();
        foreach (var @event in events.Events)
        {
            adapted.Add(WithPayload(representation, @event));
        }

        return adapted;
    }

    /// <summary>Applies the write adapters to one event.</summary>
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        if (_adapters.IsEmpty)
        {
            return representation;
        }

        var payload = representation.Payload;
        var adapter = _adapters.Get(payload.GetType());
        return ReferenceEquals(adapter, IdentityEventAdapter.Instance)
            ? representation
            : WithPayload(representation, adapter.ToJournal(payload))
                .WithManifest(adapter.Manifest(payload));
    }

    internal AtomicWrite[] Prepare(IEnumerable<IPersistentEnvelope> messages, bool stampInPlace)
    {
        var now = Clock.UtcTicks;
        if (messages is AtomicWrite[] own)
        {
            // An array of a persistent actor's own: nobody else reads or changes it.
            if (!stampInPlace)
            {
                own = (AtomicWrite[])own.Clone();
            }

            for (var i = 0; i < own.Length; i++)
            {
                own[i] = Prepare(own[i], now, stampInPlace);
            }

            return own;
        }

        var prepared = new List<AtomicWrite>();
        foreach (var message in messages)
        {
            if (message is AtomicWrite write)
            {
                prepared.Add(Prepare(write, now, stampInPlace));
            }
        }

        return [.. prepared];
    }

    internal AtomicWrite Prepare(AtomicWrite write, long now, bool stampInPlace)
    {
        if (write.Single is { } single)
        {
            var adapted = Prepare(single, now, stampInPlace);
            return ReferenceEquals(adapted, single) ? write : new AtomicWrite(adapted);
        }

        var events = write.Events;
        ImmutableArray<IPersistentRepresentation>.Builder? changed = null;
        for (var i = 0; i < events.Count; i++)
        {
            var original = events[i];
            var adapted = Prepare(original, now, stampInPlace);
            if (changed is null && !ReferenceEquals(adapted, original))
            {
                changed = ImmutableArray.CreateBuilder<IPersistentRepresentation>(events.Count);
                for (var j = 0; j < i; j++)
                {
                    changed.Add(events[j]);
                }
            }

            changed?.Add(adapted);
        }

        return changed is null ? write : new AtomicWrite(changed.MoveToImmutable());
    }

    private IPersistentRepresentation Prepare(
        IPersistentRepresentation original,
        long now,
        bool stampInPlace
    )
    {
        var adapted = AdaptToJournal(original);
        if (adapted is Persistent own && (stampInPlace || !ReferenceEquals(adapted, original)))
        {
            own.Stamp(now);
            return own;
        }

        adapted = adapted.WithTimestamp(now);
        return adapted.Sender is null
            ? adapted
            : adapted.Update(
                adapted.SequenceNr,
                adapted.PersistenceId,
                adapted.IsDeleted,
                ActorRefs.NoSender,
                adapted.WriterGuid
            );
    }

    private static IPersistentRepresentation WithPayload(
        IPersistentRepresentation representation,
        object payload
    ) =>
        ReferenceEquals(representation.Payload, payload)
            ? representation
            : representation.WithPayload(payload);
}
