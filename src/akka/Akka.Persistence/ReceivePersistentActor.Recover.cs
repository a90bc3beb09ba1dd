using Kind = Akka.Actor.MessageHandlers.HandlerKind;

namespace Akka.Persistence;

public abstract partial class ReceivePersistentActor
{
    /// <summary>Handles replayed events of a type, of those the ones that meet the predicate.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        _recover.Add<T>(handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) =>
        _recover.Add<T>(handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover(
        Type messageType,
        Action<object> handler,
        Predicate<object>? shouldHandle = null
    ) => _recover.Add(messageType, handler, shouldHandle, Kind.Action);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})" />
    protected void Recover(
        Type messageType,
        Predicate<object> shouldHandle,
        Action<object> handler
    ) => _recover.Add(messageType, handler, shouldHandle, Kind.Action);

    /// <summary>Handles replayed events of a type; the handler says whether it has.</summary>
    protected void Recover<T>(Func<T, bool> handler) =>
        _recover.Add<T>(handler, null, Kind.Function);

    /// <inheritdoc cref="Recover{T}(Func{T, bool})" />
    protected void Recover(Type messageType, Func<object, bool> handler) =>
        _recover.Add(messageType, handler, null, Kind.Function);

    /// <summary>Handles every replayed event that no earlier handler takes.</summary>
    protected void RecoverAny(Action<object> handler) => _recover.AddAny(handler, Kind.Action);
}
