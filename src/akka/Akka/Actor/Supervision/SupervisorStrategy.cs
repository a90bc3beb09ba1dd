using Akka.Actor.Internal;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>What a supervisor does when a child fails.</summary>
public abstract class SupervisorStrategy : ISurrogated
{
    /// <summary>Stops what could not start, was killed or broke a death pact; restarts everything else.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        Directive.Restart,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>()
    );

    /// <summary>One child at a time, by the default decider, without a limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(
        DefaultDecider
    );

    /// <summary>Stops every child that fails.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Does what the strategy says to a failed child; false when it says to escalate.</summary>
    public bool HandleFailure(
        ActorCell actorCell,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    )
    {
        var directive = Handle(child, cause);
        switch (directive)
        {
            case Directive.Escalate:
                LogFailure(actorCell, child, cause, directive);
                return false;
            case Directive.Resume:
                LogFailure(actorCell, child, cause, directive);
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, true, child, cause, stats, children);
                return true;
            case Directive.Stop:
                LogFailure(actorCell, child, cause, directive);
                ProcessFailure(actorCell, false, child, cause, stats, children);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Called after a child has ended, when it is no child any more.</summary>
    public abstract void HandleChildTerminated(
        IActorContext actorContext,
        IActorRef child,
        IEnumerable<IInternalActorRef> children
    );

    /// <summary>Restarts or stops the child, or all of them.</summary>
    public abstract void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    );

    public abstract ISurrogate ToSurrogate(ActorSystem system);

    protected abstract Directive Handle(IActorRef child, Exception exception);

    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var actor = (IInternalActorRef)child;
        if (suspendFirst)
            actor.Suspend();
        actor.Restart(cause);
    }

    protected void ResumeChild(IActorRef child, Exception exception) =>
        ((IInternalActorRef)child).Resume(exception);

    /// <summary>Logs the failure, at the level that fits what is done about it.</summary>
    protected virtual void LogFailure(
        IActorContext context,
        IActorRef child,
        Exception cause,
        Directive directive
    )
    {
        if (!LoggingEnabled)
            return;
        var message = cause is ActorInitializationException { InnerException: { } inner }
            ? inner.Message
            : cause.Message;
        var source = child.Path.ToString();
        var type = GetType();
        LogEvent? logEvent = directive switch
        {
            Directive.Resume => new Warning(cause, source, type, message),
            Directive.Escalate => null,
            _ => new Error(cause, source, type, message),
        };
        if (logEvent is null)
            return;
        try
        {
            context.System.EventStream.Publish(logEvent);
        }
#pragma warning disable CA1031 // Logging must not stand in the way of supervision.
        catch
#pragma warning restore CA1031
        {
            // Nothing is left to tell it to.
        }
    }

    internal static int Milliseconds(TimeSpan? time) =>
        time is { } t ? (int)t.TotalMilliseconds : -1;
}

/// <summary>Says which strategy the user guardian has.</summary>
public abstract class SupervisorStrategyConfigurator
{
    public abstract SupervisorStrategy Create();

    /// <summary>Makes the configurator of that type.</summary>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) =>
        typeName switch
        {
            "Akka.Actor.DefaultSupervisorStrategy" => new DefaultSupervisorStrategy(),
            "Akka.Actor.StoppingSupervisorStrategy" => new StoppingSupervisorStrategy(),
            _ => (SupervisorStrategyConfigurator)
                Activator.CreateInstance(
                    Util.Reflection.TypeCache.Find(typeName)
                        ?? throw new Configuration.ConfigurationException(
                            $"Could not resolve SupervisorStrategyConfigurator type {typeName}"
                        )
                )!,
        };
}

/// <summary>The user guardian restarts its children.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>The user guardian stops its children.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}
