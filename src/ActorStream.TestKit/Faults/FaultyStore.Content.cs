namespace ActorStream.TestKit.Faults;

/// <summary>What is in the store.</summary>
public sealed partial class FaultyStore
{
    private readonly Dictionary<string, EventStream> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StoredSnapshot>> snapshots = new(
        StringComparer.Ordinal
    );
    private long ordering;

    /// <summary>Everybody who has ever written, in the order of their first writes.</summary>
    public IReadOnlyList<string> PersistenceIds
    {
        get
        {
            lock (gate)
            {
                return [.. streams.Keys];
            }
        }
    }

    /// <summary>The events that are stored, in order, without deleted ones.</summary>
    public IReadOnlyList<StoredEvent> EventsOf(string persistenceId)
    {
        lock (gate)
        {
            return streams.TryGetValue(persistenceId, out var stream) ? [.. stream.Events] : [];
        }
    }

    /// <summary>One event, or null if it isn't stored.</summary>
    public StoredEvent? EventAt(string persistenceId, long sequenceNr)
    {
        lock (gate)
        {
            return streams.TryGetValue(persistenceId, out var stream)
                ? stream.At(sequenceNr)
                : null;
        }
    }

    /// <summary>The highest number ever stored; a deletion leaves it as it is.</summary>
    public long HighestSequenceNr(string persistenceId)
    {
        lock (gate)
        {
            return streams.TryGetValue(persistenceId, out var stream) ? stream.Highest : 0;
        }
    }

    /// <summary>The snapshots that are stored, oldest first.</summary>
    public IReadOnlyList<StoredSnapshot> SnapshotsOf(string persistenceId)
    {
        lock (gate)
        {
            return snapshots.TryGetValue(persistenceId, out var list) ? [.. list] : [];
        }
    }

    /// <summary>Stores all or none.</summary>
    internal void Append(IReadOnlyList<StoredEvent> events)
    {
        lock (gate)
        {
            var id = events[0].PersistenceId;
            if (!streams.TryGetValue(id, out var stream))
            {
                stream = new EventStream();
                streams.Add(id, stream);
            }
            if (events.FirstOrDefault(stream.Has) is { } twice)
            {
                throw new SimulatedFaultException(
                    $"Event {twice.SequenceNr} of {id} is stored already."
                );
            }
            foreach (var @event in events)
            {
                stream.Add(@event with { Ordering = ++ordering });
            }
        }
    }

    internal void Delete(string persistenceId, long toSequenceNr)
    {
        lock (gate)
        {
            if (streams.TryGetValue(persistenceId, out var stream))
            {
                stream.Events.RemoveAll(stored => stored.SequenceNr <= toSequenceNr);
            }
        }
    }

    internal IReadOnlyList<StoredEvent> WithTag(string tag)
    {
        lock (gate)
        {
            return
            [
                .. streams
                    .Values.SelectMany(stream => stream.Events)
                    .Where(stored => stored.Tags.Contains(tag, StringComparer.Ordinal))
                    .OrderBy(stored => stored.Ordering),
            ];
        }
    }

    internal void Save(StoredSnapshot snapshot)
    {
        lock (gate)
        {
            if (!snapshots.TryGetValue(snapshot.PersistenceId, out var list))
            {
                list = [];
                snapshots.Add(snapshot.PersistenceId, list);
            }
            list.RemoveAll(other => other.SequenceNr == snapshot.SequenceNr);
            list.Add(snapshot);
        }
    }

    internal void DeleteSnapshots(string persistenceId, Predicate<StoredSnapshot> isMeant)
    {
        lock (gate)
        {
            if (snapshots.TryGetValue(persistenceId, out var list))
            {
                list.RemoveAll(isMeant);
            }
        }
    }

    /// <summary>
    /// One persistence id's events by number. A number may come late, when the answer to an earlier
    /// write was not waited for, so order is by number and not by arrival.
    /// </summary>
    private sealed class EventStream
    {
        private readonly HashSet<long> taken = [];

        public List<StoredEvent> Events { get; } = [];

        public long Highest { get; private set; }

        public bool Has(StoredEvent stored) => taken.Contains(stored.SequenceNr);

        public StoredEvent? At(long sequenceNr)
        {
            var index = IndexOf(sequenceNr);
            return index < Events.Count && Events[index].SequenceNr == sequenceNr
                ? Events[index]
                : null;
        }

        public void Add(StoredEvent stored)
        {
            taken.Add(stored.SequenceNr);
            Events.Insert(IndexOf(stored.SequenceNr), stored);
            Highest = Math.Max(Highest, stored.SequenceNr);
        }

        private int IndexOf(long sequenceNr)
        {
            var index = Events.Count;
            while (index > 0 && Events[index - 1].SequenceNr >= sequenceNr)
            {
                index--;
            }
            return index;
        }
    }
}
