using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>A stash over the front of its actor's mailbox.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private LinkedList<Envelope> _stash = new();

    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        if (_cell.Mailbox.MessageQueue is not IDequeBasedMessageQueueSemantics)
        {
            throw new NotSupportedException(
                $"A stash needs a mailbox that takes messages at its front; the one of {context.Self} does not. "
                    + "Let the actor implement IWithStash, or configure a deque based mailbox."
            );
        }
    }

    public bool IsEmpty => _stash.Count == 0;

    public bool NonEmpty => _stash.Count > 0;

    public bool IsFull => Capacity >= 0 && _stash.Count >= Capacity;

    public int Count => _stash.Count;

    public virtual int Capacity =>
        _cell.Props.Deploy.StashCapacity is var given and >= 0
            ? given
            : _cell.SystemImpl.Mailboxes.StashCapacity(_cell.Dispatcher.Id, _cell.Props.Mailbox);

    private IDequeBasedMessageQueueSemantics Mailbox =>
        _cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? new Ended(_cell);

    public void Stash()
    {
        var current = _cell.CurrentEnvelope;
        if (
            _stash.Last is { } last
            && ReferenceEquals(last.Value.Message, current.Message)
            && ReferenceEquals(last.Value.Sender, current.Sender)
            && _cell.HasStashedCurrent
        )
        {
            throw new IllegalActorStateException(
                $"Can't stash the same message {current.Message} more than once"
            );
        }

        if (IsFull)
        {
            throw new StashOverflowException(
                $"Couldn't enqueue message {current.Message} from {current.Sender} to stash of {_cell.Self}"
            );
        }

        _stash.AddLast(current);
        _cell.HasStashedCurrent = true;
    }

    public void Unstash()
    {
        if (_stash.First is not { } first)
            return;
        _stash.RemoveFirst();
        Mailbox.EnqueueFirst(first.Value);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        if (_stash.Count == 0)
            return;
        var stash = _stash;
        _stash = new LinkedList<Envelope>();
        var mailbox = Mailbox;
        for (var node = stash.Last; node is not null; node = node.Previous)
        {
            if (predicate(node.Value))
                mailbox.EnqueueFirst(node.Value);
        }
    }

    public IEnumerable<Envelope> ClearStash()
    {
        if (_stash.Count == 0)
            return [];
        var stash = _stash;
        _stash = new LinkedList<Envelope>();
        return stash;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            _stash.AddFirst(envelope);
    }

    // After the actor's end what it unstashes is dead.
    private sealed class Ended(ActorCell cell) : IDequeBasedMessageQueueSemantics
    {
        public void EnqueueFirst(Envelope envelope) => cell.SendMessage(envelope);
    }
}

/// <summary>A stash without a limit.</summary>
public class UnboundedStashImpl : AbstractStash
{
    public UnboundedStashImpl(IActorContext context)
        : base(context) { }

    public override int Capacity => -1;
}

/// <summary>A stash with the limit of its deployment or mailbox.</summary>
public class BoundedStashImpl : AbstractStash
{
    public BoundedStashImpl(IActorContext context)
        : base(context) { }
}
