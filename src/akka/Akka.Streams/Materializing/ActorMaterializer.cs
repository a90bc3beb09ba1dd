using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Streams;

/// <summary>
/// Runs streams in an actor system. The streams of a materialiser end, abruptly, when it is shut
/// down or when the actor or the system that it was made for stops.
/// </summary>
public abstract class ActorMaterializer : IMaterializer, IMaterializerLoggingProvider, IDisposable
{
    /// <param name="context">An actor system, or the context of the actor to be bound to.</param>
    /// <param name="settings">By default the ones of the configuration.</param>
    /// <param name="namePrefix">A prefix for names.</param>
    public static ActorMaterializer Create(
        IActorRefFactory context,
        ActorMaterializerSettings? settings = null,
        string? namePrefix = null
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var system = context switch
        {
            ActorSystem itself => itself,
            IActorContext actor => actor.System,
            _ => throw new ArgumentException(
                $"A materialiser needs an actor system or context, not {context.GetType()}",
                nameof(context)
            ),
        };
        settings ??= ActorMaterializerSettings.Create(system);
        return new ActorMaterializerImpl(system, context, settings, namePrefix ?? "Flow");
    }

    public static Config DefaultConfig() => ActorMaterializerSettings.DefaultConfig;

    public abstract ActorMaterializerSettings Settings { get; }

    public abstract bool IsShutdown { get; }

    public abstract ActorSystem System { get; }

    public abstract ILoggingAdapter Logger { get; }

    /// <summary>The actor that the streams' life is bound to.</summary>
    public abstract IActorRef Supervisor { get; }

    public abstract MessageDispatcher ExecutionContext { get; }

    public abstract ILoggingAdapter MakeLogger(object logSource);

    public abstract IMaterializer WithNamePrefix(string namePrefix);

    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    public abstract TMat Materialize<TMat>(
        IGraph<ClosedShape, TMat> runnable,
        Attributes initialAttributes
    );

    public abstract ICancelable ScheduleOnce(TimeSpan delay, Action action);

    public abstract ICancelable ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action
    );

    /// <summary>Ends all running streams; new ones are refused.</summary>
    public abstract void Shutdown();

    public void Dispose()
    {
        Shutdown();
        GC.SuppressFinalize(this);
    }
}

public static class ActorMaterializerExtensions
{
    /// <summary>A new materialiser bound to the actor system or actor.</summary>
    public static ActorMaterializer Materializer(
        this IActorRefFactory context,
        ActorMaterializerSettings? settings = null,
        string? namePrefix = null
    ) => ActorMaterializer.Create(context, settings, namePrefix);
}
