namespace Akka.Actor;

public abstract partial class ActorBase
{
    private SupervisorStrategy? _strategy;

    /// <summary>Before the first message of the first instance; by default also after each restart.</summary>
    protected virtual void PreStart() { }

    /// <summary>After the last message; by default also before each restart.</summary>
    protected virtual void PostStop() { }

    /// <summary>On the instance that failed, before a new one replaces it. By default it stops all children.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _cell.GetChildren())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>On the new instance. By default it calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>What to do when children fail: by default restart them.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() =>
        Actor.SupervisorStrategy.DefaultStrategy;

    protected internal virtual void AroundPreStart() => PreStart();

    protected internal virtual void AroundPostStop() => PostStop();

    protected internal virtual void AroundPreRestart(Exception cause, object message) =>
        PreRestart(cause, message);

    protected internal virtual void AroundPostRestart(Exception cause, object message) =>
        PostRestart(cause);

    // The strategy counts restarts, so an actor that builds one in its method must still have only one.
    internal SupervisorStrategy Strategy =>
        _strategy ??= _cell.Props.SupervisorStrategy ?? SupervisorStrategy();
}
