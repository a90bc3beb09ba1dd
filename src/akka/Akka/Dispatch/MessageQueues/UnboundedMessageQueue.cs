using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A queue without a limit for many senders and one receiver: a chain of rings. As long as the receiver keeps
/// up, one small ring is used over and over and nothing is allocated; when a ring is full it is closed and a
/// larger one follows it. An actor that never got a message has no ring at all.
/// </summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private const int FirstRing = 4;
    private const int LargestRing = 1024;
    private const long Closed = long.MinValue;

    private Ring? _tail;
    private Ring? _head;

    /// <summary>
    /// True from the moment a sender has claimed its place, even if its message isn't written yet. Claiming is
    /// a full fence, so a sender that then finds the mailbox busy knows that the mailbox, when it goes idle and
    /// looks here, finds the claim: no wake-up is lost, and no second fence is needed.
    /// </summary>
    public bool HasMessages
    {
        get
        {
            var ring = Volatile.Read(ref _head);
            return ring is not null
                && (
                    (Volatile.Read(ref ring.Tail) & ~Closed) != Volatile.Read(ref ring.Head)
                    || Volatile.Read(ref ring.Next) is not null
                );
        }
    }

    public int Count
    {
        get
        {
            long count = 0;
            for (
                var ring = Volatile.Read(ref _head);
                ring is not null;
                ring = Volatile.Read(ref ring.Next)
            )
                count += (Volatile.Read(ref ring.Tail) & ~Closed) - Volatile.Read(ref ring.Head);
            return (int)Math.Clamp(count, 0, int.MaxValue);
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope) =>
        Enqueue(envelope.Message, envelope.Sender);

    public bool TryDequeue(out Envelope envelope)
    {
        var ring = Volatile.Read(ref _head);
        while (ring is not null)
        {
            var head = ring.Head;
            ref var slot = ref ring.Slots[head & ring.Mask];
            var message = Volatile.Read(ref slot.Message);
            if (message is not null)
            {
                envelope = new Envelope(message, slot.Sender!);
                slot.Sender = null;
                slot.Message = null;
                Volatile.Write(ref ring.Head, head + 1);
                return true;
            }

            // A claimed slot that isn't written yet counts as empty here; HasMessages will make the mailbox
            // come back for it.
            var tail = Volatile.Read(ref ring.Tail);
            if (tail >= 0 || head != (tail & ~Closed))
                break;
            ring = Volatile.Read(ref ring.Next);
            if (ring is not null)
                Volatile.Write(ref _head, ring);
        }

        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters) =>
        this.MoveTo(owner, deadletters);

    internal void Enqueue(object message, IActorRef? sender)
    {
        while (true)
        {
            var ring = Volatile.Read(ref _tail) ?? Begin();
            var tail = Volatile.Read(ref ring.Tail);
            if (tail >= 0 && tail - Volatile.Read(ref ring.Head) <= ring.Mask)
            {
                if (Interlocked.CompareExchange(ref ring.Tail, tail + 1, tail) != tail)
                    continue;
                ref var slot = ref ring.Slots[tail & ring.Mask];
                slot.Sender = sender;
                Volatile.Write(ref slot.Message, message);
                return;
            }

            Grow(ring);
        }
    }

    private Ring Begin()
    {
        var ring = new Ring(FirstRing);
        if (Interlocked.CompareExchange(ref _tail, ring, null) is { } other)
            return other;
        // Who was quicker than this write wakes the mailbox in vain, but this sender wakes it again.
        Volatile.Write(ref _head, ring);
        return ring;
    }

    private void Grow(Ring ring)
    {
        lock (ring)
        {
            if (!ReferenceEquals(_tail, ring))
                return;
            // Room may have appeared while this thread waited.
            if (ring.Tail - Volatile.Read(ref ring.Head) <= ring.Mask)
                return;
            Interlocked.Or(ref ring.Tail, Closed);
            var next = new Ring(Math.Min(ring.Slots.Length * 4, LargestRing));
            Volatile.Write(ref ring.Next, next);
            Volatile.Write(ref _tail, next);
        }
    }

    private struct Slot
    {
        public object? Message;
        public IActorRef? Sender;
    }

    private sealed class Ring
    {
        public readonly Slot[] Slots;
        public readonly long Mask;
        public Ring? Next;
        public long Head;
        public long Tail;

        public Ring(int size)
        {
            Slots = new Slot[size];
            Mask = size - 1;
        }
    }
}
