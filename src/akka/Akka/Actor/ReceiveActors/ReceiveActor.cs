using Akka.Actor.Internal;
using Kind = Akka.Actor.MessageHandlers.HandlerKind;

namespace Akka.Actor;

/// <summary>
/// An actor that declares a handler per message type, in its constructor or in the method that it becomes.
/// The first handler that fits takes the message.
/// </summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private MessageHandlers _handlers = new();
    private MessageHandlers? _current;
    private bool _declaring = true;

    protected ReceiveActor() { }

    void IInitializableActor.Init()
    {
        _declaring = false;
        _current ??= _handlers;
    }

    protected sealed override void OnReceive(object message)
    {
        if (!(_current ?? _handlers).TryHandle(message))
            Unhandled(message);
    }

    /// <summary>Handles messages by what <paramref name="configure"/> declares from now on.</summary>
    protected void Become(Action configure)
    {
        var handlers = Declare(configure);
        base.Become((UntypedReceive)(message => Handle(handlers, message)));
    }

    /// <summary>The same, and the present handlers come back after <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(Action configure)
    {
        var handlers = Declare(configure);
        base.BecomeStacked((UntypedReceive)(message => Handle(handlers, message)));
    }

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Action);

    protected void Receive<T>(Predicate<T>? shouldHandle, Action<T> handler) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Action);

    /// <summary>A handler that says by its result whether it took the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) =>
        Declaring().Add<T>(handler, null, Kind.Function);

    protected void Receive(
        Type messageType,
        Action<object> handler,
        Predicate<object>? shouldHandle = null
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Action);

    protected void Receive(
        Type messageType,
        Predicate<object>? shouldHandle,
        Action<object> handler
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Action);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Declaring().Add(messageType, handler, null, Kind.Function);

    /// <summary>An asynchronous handler: the next message waits until its task has ended.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Async);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Async);

    protected void ReceiveAsync(
        Type messageType,
        Func<object, Task> handler,
        Predicate<object>? shouldHandle = null
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Async);

    protected void ReceiveAsync(
        Type messageType,
        Predicate<object> shouldHandle,
        Func<object, Task> handler
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Async);

    /// <summary>A handler for everything that the earlier ones left.</summary>
    protected void ReceiveAny(Action<object> handler) => Declaring().AddAny(handler, Kind.Action);

    protected void ReceiveAnyAsync(Func<object, Task> handler) =>
        Declaring().AddAny(handler, Kind.Async);

    private void Handle(MessageHandlers handlers, object message)
    {
        if (!handlers.TryHandle(message))
            Unhandled(message);
    }

    private MessageHandlers Declaring() =>
        _declaring
            ? _handlers
            : throw new InvalidOperationException(
                "Handlers may only be declared in the constructor or in a method passed to Become."
            );

    private MessageHandlers Declare(Action configure)
    {
        _current ??= _handlers;
        var (outer, wasDeclaring) = (_handlers, _declaring);
        var handlers = new MessageHandlers();
        (_handlers, _declaring) = (handlers, true);
        try
        {
            configure();
        }
        finally
        {
            (_handlers, _declaring) = (outer, wasDeclaring);
        }

        return handlers;
    }
}
