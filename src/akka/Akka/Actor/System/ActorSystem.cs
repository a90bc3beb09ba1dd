using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// A tree of actors with its threads, scheduler, event stream and configuration. Heavy: a process usually has
/// one, and ends it with <see cref="Terminate"/>.
/// </summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private static readonly long ProcessStart = TimeProvider.System.GetTimestamp();

    private readonly long _created = TimeProvider.System.GetTimestamp();

    public abstract Settings Settings { get; }

    public abstract string Name { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    /// <summary>Where messages without a receiver go.</summary>
    public abstract IActorRef DeadLetters { get; }

    /// <summary>Takes messages and forgets them.</summary>
    public abstract IActorRef IgnoreRef { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract Mailboxes Mailboxes { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Ends with the system.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>When the system started, counted from the first use of actors in this process.</summary>
    public TimeSpan StartTime => TimeProvider.System.GetElapsedTime(ProcessStart, _created);

    public TimeSpan Uptime => TimeProvider.System.GetElapsedTime(_created);

    /// <summary>Makes a system with that configuration over the reference.</summary>
    public static ActorSystem Create(string name, Config config) =>
        Start(name, config, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, BootstrapSetup setup) =>
        Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var config = bootstrap.HasValue
            ? bootstrap.Value.Config.GetOrElse(Config.Empty)
            : Config.Empty;
        if (bootstrap.HasValue && bootstrap.Value.ConfigFallback.HasValue)
            config = config.SafeWithFallback(bootstrap.Value.ConfigFallback.Value);
        return Start(name, config, setup);
    }

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>()
        where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    /// <summary>The extension of that key, made now if there is none yet.</summary>
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs an action after all actors have ended; the last one registered comes first.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Ends all actors and then the system. It can't be used any more afterwards.</summary>
    public abstract Task Terminate();

    public abstract void Stop(IActorRef actor);

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    /// <summary>Begins the end of the system, without waiting for it.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private void Dispose(bool disposing)
    {
        if (disposing)
            _ = Terminate();
    }

    private static ActorSystemImpl Start(string name, Config config, ActorSystemSetup setup)
    {
        var system = new ActorSystemImpl(name, config, setup);
        system.Start();
        return system;
    }
}

/// <summary>What extensions and the runtime itself see of a system.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }

    /// <summary>Where relative selections begin.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    public abstract IInternalActorRef Guardian { get; }

    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Makes an actor under /system: these end after those of users.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    internal abstract void Abort();

    internal abstract string PrintTree();
}
