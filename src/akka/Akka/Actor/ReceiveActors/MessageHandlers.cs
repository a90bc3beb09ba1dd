namespace Akka.Actor;

/// <summary>The handlers of one behaviour, tried in the order in which they were declared.</summary>
internal sealed class MessageHandlers
{
    private Entry[] _entries = [];
    private int _count;
    private bool _catchAll;

    public void Add<T>(Delegate action, Delegate? predicate, HandlerKind kind) =>
        Add(new Entry(TypedHandler<T>.Instance, action, predicate, kind));

    public void Add(Type type, Delegate action, Delegate? predicate, HandlerKind kind) =>
        Add(new Entry(new UntypedHandler(type), action, predicate, kind));

    public void AddAny(Delegate action, HandlerKind kind)
    {
        Add(new Entry(TypedHandler<object>.Instance, action, null, kind));
        _catchAll = true;
    }

    public bool TryHandle(object message)
    {
        var entries = _entries;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Handler.TryHandle(message, entry))
                return true;
        }

        return false;
    }

    private void Add(Entry entry)
    {
        if (_catchAll)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added already; a later one would never run."
            );
        }

        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count == 0 ? 1 : _count * 2);
        _entries[_count++] = entry;
        if (
            entry.Predicate is null
            && entry.Kind is HandlerKind.Action
            && entry.Handler is TypedHandler<object>
        )
            _catchAll = true;
    }

    internal readonly record struct Entry(
        Handler Handler,
        Delegate Action,
        Delegate? Predicate,
        HandlerKind Kind
    );

    internal enum HandlerKind
    {
        Action,
        Function,
        Async,
    }

    internal abstract class Handler
    {
        public abstract bool TryHandle(object message, in Entry entry);
    }

    // One instance per message type for the whole process: an actor only holds its own delegates.
    private sealed class TypedHandler<T> : Handler
    {
        public static readonly TypedHandler<T> Instance = new();

        public override bool TryHandle(object message, in Entry entry)
        {
            if (message is not T typed)
                return false;
            if (entry.Predicate is not null && !((Predicate<T>)entry.Predicate)(typed))
                return false;
            switch (entry.Kind)
            {
                case HandlerKind.Action:
                    ((Action<T>)entry.Action)(typed);
                    return true;
                case HandlerKind.Function:
                    return ((Func<T, bool>)entry.Action)(typed);
                default:
                    var handler = (Func<T, Task>)entry.Action;
                    Dispatch.ActorTaskScheduler.RunTask(() => handler(typed));
                    return true;
            }
        }
    }

    private sealed class UntypedHandler(Type type) : Handler
    {
        public override bool TryHandle(object message, in Entry entry) =>
            type.IsInstanceOfType(message)
            && TypedHandler<object>.Instance.TryHandle(message, entry);
    }
}
