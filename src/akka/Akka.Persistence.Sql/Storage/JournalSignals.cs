using System.Collections.Concurrent;

namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// Wakes live queries when something was committed, so that they need not wait for their next poll.
/// A subscription is to one persistence id, or to everything.
/// </summary>
internal sealed class JournalSignals
{
    private readonly ConcurrentDictionary<string, Subscription[]> _byPersistenceId = new(
        StringComparer.Ordinal
    );
    private readonly Lock _gate = new();
    private Subscription[] _everything = [];

    public Subscription Subscribe(string? persistenceId)
    {
        var subscription = new Subscription(this, persistenceId);
        lock (_gate)
        {
            if (persistenceId is null)
                _everything = [.. _everything, subscription];
            else if (_byPersistenceId.TryGetValue(persistenceId, out var others))
                _byPersistenceId[persistenceId] = [.. others, subscription];
            else
                _byPersistenceId[persistenceId] = [subscription];
        }
        return subscription;
    }

    /// <summary>Events of this persistence id were committed.</summary>
    public void Committed(string persistenceId)
    {
        if (_byPersistenceId.IsEmpty)
            return;
        if (_byPersistenceId.TryGetValue(persistenceId, out var subscriptions))
            Wake(subscriptions);
    }

    /// <summary>Events of somebody were committed; once a batch is enough.</summary>
    public void CommittedAnything() => Wake(_everything);

    /// <summary>Another process has written, nobody knows what.</summary>
    public void CommittedElsewhere()
    {
        Wake(_everything);
        foreach (var subscriptions in _byPersistenceId.Values)
            Wake(subscriptions);
    }

    private static void Wake(Subscription[] subscriptions)
    {
        foreach (var subscription in subscriptions)
            subscription.Wake();
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (subscription.PersistenceId is not { } id)
            {
                _everything = Without(_everything, subscription);
            }
            else if (_byPersistenceId.TryGetValue(id, out var subscriptions))
            {
                var rest = Without(subscriptions, subscription);
                if (rest.Length == 0)
                    _byPersistenceId.TryRemove(id, out _);
                else
                    _byPersistenceId[id] = rest;
            }
        }
    }

    private static Subscription[] Without(Subscription[] all, Subscription one) =>
        Array.FindAll(all, other => !ReferenceEquals(other, one));

    /// <summary>
    /// Remembers a wake-up that comes while nobody waits. One reader: read the journal, and when it
    /// had nothing new, wait; what was committed in between ends the wait at once.
    /// </summary>
    internal sealed class Subscription(JournalSignals signals, string? persistenceId) : IDisposable
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource? _waiter;
        private bool _pending;

        public string? PersistenceId => persistenceId;

        public void Wake()
        {
            TaskCompletionSource? waiter;
            lock (_gate)
            {
                waiter = _waiter;
                _waiter = null;
                _pending = waiter is null;
            }
            waiter?.TrySetResult();
        }

        /// <summary>Ends with the next commit, or after the given time.</summary>
        public async Task WaitAsync(TimeSpan atMost)
        {
            // The committing thread must not run a reader's continuation.
            var waiter = new TaskCompletionSource(
                TaskCreationOptions.RunContinuationsAsynchronously
            );
            lock (_gate)
            {
                if (_pending)
                {
                    _pending = false;
                    return;
                }
                _waiter = waiter;
            }
            try
            {
                await waiter.Task.WaitAsync(atMost, TimeProvider.System);
            }
            catch (TimeoutException)
            {
                // Then it is time to poll. A waiter left behind would swallow the next wake-up.
                lock (_gate)
                {
                    if (ReferenceEquals(_waiter, waiter))
                        _waiter = null;
                }
            }
        }

        public void Dispose() => signals.Remove(this);
    }
}
