using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A handler that waits for its event to be durable, or for its turn.</summary>
internal readonly struct PendingHandler(
    PendingKind kind,
    object @event,
    Delegate handler,
    HandlerInvoker invoker,
    IActorRef sender
)
{
    public PendingKind Kind { get; } = kind;

    public object Event { get; } = @event;

    /// <summary>Who sent the command behind it: the sender while the handler runs.</summary>
    public IActorRef Sender { get; } = sender;

    public void Invoke() => invoker.Invoke(handler, Event);
}

/// <summary>Why a handler waits.</summary>
internal enum PendingKind : byte
{
    /// <summary>For its event; commands are stashed meanwhile.</summary>
    Stashing,

    /// <summary>For its event; commands go on.</summary>
    Async,

    /// <summary>Only for the handlers before it.</summary>
    Deferred,
}

/// <summary>
/// Calls a handler of a certain event type. One object for each type, where a closure would be one
/// for each event.
/// </summary>
internal abstract class HandlerInvoker
{
    public abstract void Invoke(Delegate handler, object @event);
}

/// <inheritdoc cref="HandlerInvoker" />
internal sealed class HandlerInvoker<TEvent> : HandlerInvoker
{
    public static readonly HandlerInvoker Instance = new HandlerInvoker<TEvent>();

    public override void Invoke(Delegate handler, object @event) =>
        ((Action<TEvent>)handler)((TEvent)@event);
}
