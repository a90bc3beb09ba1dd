using Akka.Actor;

namespace Akka.Persistence;

/// <summary>
/// Limits how many actors recover at once. Who gets no permit is told <see cref="Granted" /> when its
/// turn has come, in the order of asking.
/// </summary>
internal sealed class RecoveryPermits(int limit)
{
    public static readonly object Granted = new GrantedMessage();

    private readonly Lock _gate = new();
    private readonly LinkedList<IActorRef> _waiting = [];
    private int _used;

    /// <summary>True when the permit is given at once.</summary>
    public bool Ask(IActorRef actor)
    {
        lock (_gate)
        {
            if (_used < limit)
            {
                _used++;
                return true;
            }

            _waiting.AddLast(actor);
            return false;
        }
    }

    /// <summary>Gives a permit back.</summary>
    public void Return()
    {
        IActorRef? next;
        lock (_gate)
        {
            next = _waiting.First?.Value;
            if (next is null)
            {
                _used--;
            }
            else
            {
                _waiting.RemoveFirst();
            }
        }

        next?.Tell(Granted, ActorRefs.NoSender);
    }

    /// <summary>
    /// Withdraws a question. When the permit is on its way instead, it is given back.
    /// </summary>
    public void Withdraw(IActorRef actor)
    {
        lock (_gate)
        {
            if (_waiting.Remove(actor))
            {
                return;
            }
        }

        Return();
    }

    private sealed class GrantedMessage : IInternalMessage;
}
