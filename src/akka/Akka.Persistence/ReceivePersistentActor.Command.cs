using Kind = Akka.Actor.MessageHandlers.HandlerKind;

namespace Akka.Persistence;

public abstract partial class ReceivePersistentActor
{
    /// <summary>Handles commands of a type, of those the ones that meet the predicate.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) =>
        Declaring().Add<T>(handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command(
        Type messageType,
        Action<object> handler,
        Predicate<object>? shouldHandle = null
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})" />
    protected void Command(
        Type messageType,
        Predicate<object> shouldHandle,
        Action<object> handler
    ) => Declaring().Add(messageType, handler, shouldHandle, Kind.Action);

    /// <summary>Handles commands of a type; the handler says whether it has.</summary>
    protected void Command<T>(Func<T, bool> handler) =>
        Declaring().Add<T>(handler, null, Kind.Function);

    /// <inheritdoc cref="Command{T}(Func{T, bool})" />
    protected void Command(Type messageType, Func<object, bool> handler) =>
        Declaring().Add(messageType, handler, null, Kind.Function);

    /// <summary>Handles every command that no earlier handler takes.</summary>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <summary>Handles every command that no earlier handler takes.</summary>
    protected void CommandAny(Action<object> handler) => Declaring().AddAny(handler, Kind.Action);

    /// <summary>
    /// Handles commands of a type; nothing else is received until the task has ended. What it
    /// persists is stored then.
    /// </summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Command<T>(m => RunTask(() => handler(m)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        CommandAsync(handler, shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync(
        Type messageType,
        Func<object, Task> handler,
        Predicate<object>? shouldHandle = null
    ) => Command(messageType, m => RunTask(() => handler(m)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})" />
    protected void CommandAsync(
        Type messageType,
        Predicate<object> shouldHandle,
        Func<object, Task> handler
    ) => CommandAsync(messageType, handler, shouldHandle);

    /// <summary>Handles every command that no earlier handler takes, one task after the other.</summary>
    protected void CommandAnyAsync(Func<object, Task> handler) =>
        CommandAny(m => RunTask(() => handler(m)));
}
