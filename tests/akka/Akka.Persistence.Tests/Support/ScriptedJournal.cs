using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Tests.Support;

/// <summary>
/// A journal written against the public API only. Events say what it does: those that begin with
/// "fail" fail the write, with "reject" they are refused, and a write with "hold:key" waits until
/// the test releases that key. It refuses no stale writer: what comes under a number that is taken
/// is kept, too, and replayed behind the one that was first.
/// </summary>
public sealed partial class ScriptedJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = new(
        StringComparer.Ordinal
    );

    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Arrivals = new(
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, List<IPersistentRepresentation>> _stale = new(
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, long> _highest = new(StringComparer.Ordinal);

    public const string Config = """
        akka.persistence.journal.plugin = "akka.persistence.journal.scripted"
        akka.persistence.journal.scripted {
          class = "Akka.Persistence.Tests.Support.ScriptedJournal, Akka.Persistence.Tests"
        }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    public static void Release(string key) => Gate(key).TrySetResult();

    public static void HoldAgain(string key)
    {
        Gates.TryRemove(key, out _);
        Arrivals.TryRemove(key, out _);
    }

    /// <summary>Completes when a recovery stands before that gate.</summary>
    public static Task Arrival(string key) => Signal(Arrivals, key).Task;

    private async Task<IImmutableList<Exception>> ActOutAsync(
        IEnumerable<AtomicWrite> messages,
        Func<IEnumerable<AtomicWrite>, Task> store
    )
    {
        var results = new List<Exception?>();
        var stored = new List<AtomicWrite>();
        foreach (var write in messages)
        {
            var texts = ((IImmutableList<IPersistentRepresentation>)write.Payload)
                .Select(p => p.Payload as string ?? string.Empty)
                .ToArray();
            foreach (var held in texts.Where(t => t.StartsWith("hold:", StringComparison.Ordinal)))
            {
                await Gate(held["hold:".Length..]).Task;
            }

            if (texts.Any(t => t.StartsWith("fail", StringComparison.Ordinal)))
            {
                throw new IOException("disk on fire");
            }

            var refused = texts.Any(t => t.StartsWith("reject", StringComparison.Ordinal));
            results.Add(refused ? new InvalidOperationException("not liked") : null);
            if (!refused && !TakeStale(write))
            {
                stored.Add(write);
            }
        }

        await store(stored);
        return results.ToImmutableList()!;
    }

    public override async Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback
    )
    {
        if (persistenceId.Contains("held", StringComparison.Ordinal))
        {
            Signal(Arrivals, persistenceId).TrySetResult();
            await Gate(persistenceId).Task;
        }

        if (persistenceId.Contains("broken", StringComparison.Ordinal))
        {
            throw new IOException("unreadable");
        }

        List<IPersistentRepresentation> stale;
        lock (_stale)
            stale = [.. _stale.GetValueOrDefault(persistenceId, [])];
        await base.ReplayMessagesAsync(
            context,
            persistenceId,
            fromSequenceNr,
            toSequenceNr,
            max,
            first =>
            {
                recoveryCallback(first);
                foreach (var other in stale.Where(s => s.SequenceNr == first.SequenceNr))
                    recoveryCallback(other);
            }
        );
    }

    private bool TakeStale(AtomicWrite write)
    {
        lock (_stale)
        {
            if (_highest.GetValueOrDefault(write.PersistenceId) < write.LowestSequenceNr)
            {
                _highest[write.PersistenceId] = write.HighestSequenceNr;
                return false;
            }

            if (!_stale.TryGetValue(write.PersistenceId, out var events))
                _stale.Add(write.PersistenceId, events = []);
            events.AddRange((IImmutableList<IPersistentRepresentation>)write.Payload);
            return true;
        }
    }

    private static TaskCompletionSource Gate(string key) => Signal(Gates, key);

    private static TaskCompletionSource Signal(
        ConcurrentDictionary<string, TaskCompletionSource> signals,
        string key
    ) => signals.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
