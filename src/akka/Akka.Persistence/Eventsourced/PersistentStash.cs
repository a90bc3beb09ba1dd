using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// The stash that a persistent actor's code uses. It gives back through the internal stash, not the
/// mailbox, so that the order of commands holds while events are persisted.
/// </summary>
internal sealed class PersistentStash(Eventsourced actor) : IStash
{
    private Ring<Envelope> _envelopes;

    public bool IsEmpty => _envelopes.Count == 0;

    public bool NonEmpty => _envelopes.Count > 0;

    public bool IsFull => false;

    public int Count => _envelopes.Count;

    public int Capacity => -1;

    public void Stash() => _envelopes.Enqueue(actor.TakeCommand());

    public void Unstash()
    {
        if (_envelopes.Count > 0)
        {
            actor.PrependInternally(_envelopes.Dequeue());
        }
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var envelopes = Drain();
        for (var i = envelopes.Length - 1; i >= 0; i--)
        {
            if (predicate(envelopes[i]))
            {
                actor.PrependInternally(envelopes[i]);
            }
        }
    }

    public IEnumerable<Envelope> ClearStash() => Drain();

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            _envelopes.Prepend(envelope);
        }
    }

    private Envelope[] Drain()
    {
        var envelopes = new Envelope[_envelopes.Count];
        for (var i = 0; i < envelopes.Length; i++)
        {
            envelopes[i] = _envelopes.Dequeue();
        }

        return envelopes;
    }
}
