using Akka.Actor;

namespace ActorStream.Observability;

/// <summary>
/// Hears what is published on the event stream, from its start to its end, and has something done about each
/// event: one after the other, in the order of their publication by one sender.
/// </summary>
/// <typeparam name="T">What it hears.</typeparam>
public sealed class EventListener<T> : UntypedActor
    where T : class
{
    private readonly Action<T> _hear;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public EventListener(Action<T> hear) => _hear = hear;

    /// <summary>A listener.</summary>
    /// <param name="hear">Is called by one thread at a time, and must not block.</param>
    public static Props Props(Action<T> hear) =>
        Akka.Actor.Props.Create(() => new EventListener<T>(hear));

    /// <inheritdoc />
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(T));

    /// <inheritdoc />
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        if (message is T heard)
            _hear(heard);
        else
            Unhandled(message);
    }
}
