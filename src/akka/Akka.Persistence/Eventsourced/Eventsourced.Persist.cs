using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    // Handlers in the order in which they were asked for; those of one write are at the front.
    private Ring<PendingHandler> _handlers;
    private int _stashingHandlers;

    // Writes that have not gone to the journal: one at a time is under way, the others gather here.
    private Ring<AtomicWrite> _writes;
    private bool _writeUnderWay;
    private string? _writerGuid;

    /// <summary>
    /// Stores an event. The handler is called when it is durable; commands that arrive before are
    /// stashed. The sender of the current command is the sender while the handler runs.
    /// </summary>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Add(@event, handler, PendingKind.Stashing);

    /// <summary>
    /// Stores events, all or none. The handler is called for each when all are durable; commands
    /// that arrive before are stashed.
    /// </summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        AddAll(events, handler, PendingKind.Stashing);

    /// <summary>
    /// Stores an event. The handler is called when it is durable; commands that arrive before are
    /// received before. Handlers run in the order of the calls.
    /// </summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Add(@event, handler, PendingKind.Async);

    /// <summary>
    /// Stores events, all or none. The handler is called for each when all are durable; commands
    /// that arrive before are received before.
    /// </summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        AddAll(events, handler, PendingKind.Async);

    /// <summary>
    /// Calls the handler after those of all earlier calls, without storing anything; at once when
    /// none waits.
    /// </summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        if (_handlers.Count == 0)
        {
            handler(evt);
            return;
        }

        Enqueue(evt!, handler, HandlerInvoker<TEvent>.Instance, PendingKind.Deferred);
    }

    private void Add<TEvent>(TEvent @event, Action<TEvent> handler, PendingKind kind)
    {
        RefuseDuringRecovery();
        var sender = Enqueue(@event!, handler, HandlerInvoker<TEvent>.Instance, kind);
        _writes.Enqueue(new AtomicWrite(NewPersistent(@event!, sender)));
    }

    private void AddAll<TEvent>(
        IEnumerable<TEvent> events,
        Action<TEvent> handler,
        PendingKind kind
    )
    {
        RefuseDuringRecovery();
        ArgumentNullException.ThrowIfNull(events);
        var payload = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var @event in events)
        {
            var sender = Enqueue(@event!, handler, HandlerInvoker<TEvent>.Instance, kind);
            payload.Add(NewPersistent(@event!, sender));
        }

        if (payload.Count > 0)
        {
            _writes.Enqueue(new AtomicWrite(payload.DrainToImmutable()));
        }
    }

    private IActorRef Enqueue(
        object @event,
        Delegate handler,
        HandlerInvoker invoker,
        PendingKind kind
    )
    {
        ArgumentNullException.ThrowIfNull(handler);
        var sender = Sender;
        _handlers.Enqueue(new PendingHandler(kind, @event, handler, invoker, sender));
        if (kind == PendingKind.Stashing)
        {
            _stashingHandlers++;
        }

        return sender;
    }

    private Persistent NewPersistent(object @event, IActorRef sender) =>
        new(
            @event,
            ++_sequenceNr,
            PersistenceId,
            manifest: null,
            isDeleted: false,
            sender,
            _writerGuid ??= Guid.NewGuid().ToString("N")
        );

    private void RefuseDuringRecovery()
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException(
                "Events can be persisted from RecoveryCompleted on, not while events are replayed."
            );
        }
    }

    /// <summary>Sends what has gathered, unless a write is under way: its answer sends the rest.</summary>
    private void SendWrites()
    {
        if (_writeUnderWay || _writes.Count == 0)
        {
            return;
        }

        _writeUnderWay = true;
        var first = _writes.Dequeue();
        if (_writes.Count == 0)
        {
            Send(new WriteMessages(first, Self, _instanceId) { AnswerInPlace = true });
            return;
        }

        var limit = JournalSettings.MaxBatchSize;
        var batch = new List<AtomicWrite>(Math.Min(limit, _writes.Count + 1)) { first };
        var events = first.Size;
        while (_writes.Count > 0 && events + _writes.Peek().Size <= limit)
        {
            var write = _writes.Dequeue();
            events += write.Size;
            batch.Add(write);
        }

        Send(new WriteMessages(batch.ToArray(), Self, _instanceId) { AnswerInPlace = true });
    }

    private void Send(WriteMessages request) => Journal.Tell(request, Self);
}
