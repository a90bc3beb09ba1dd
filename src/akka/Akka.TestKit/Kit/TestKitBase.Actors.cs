using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Makes a top-level actor.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props, null);

    /// <summary>Makes a top-level actor.</summary>
#pragma warning disable MA0061 // The packages give it no default, either.
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);
#pragma warning restore MA0061

    /// <summary>Makes a top-level actor.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), null!);

    /// <summary>Makes a top-level actor.</summary>
    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), name);

    /// <summary>Makes a top-level actor.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => ActorOf(Props.Create(factory), null!);

    /// <summary>Makes a top-level actor.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => ActorOf(Props.Create(factory), name);

    /// <summary>Selects actors by their path.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects actors by their path.</summary>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects actors by their path, seen from an actor.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) =>
        Sys.ActorSelection(anchorRef, actorPath);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Props props,
        IActorRef supervisor,
        string? name = null
    )
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        IActorRef supervisor,
        string? name = null
    )
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory,
        IActorRef supervisor,
        string? name = null
    )
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <summary>Makes an actor that runs on its callers' thread and can be looked into.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(
        Expression<Func<TActor>> factory,
        string? name = null
    )
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => Sync(SpawnAsync(props, name, supervisorStrategy, cancellationToken));

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(
        Props props,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => Sync(SpawnAsync(props, null, supervisorStrategy, cancellationToken));

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(
        Props props,
        string name,
        CancellationToken cancellationToken = default
    ) => Sync(SpawnAsync(props, name, null, cancellationToken));

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Sync(SpawnAsync(props, null, null, cancellationToken));

    /// <summary>Makes a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, null, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        string name,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, name, null, cancellationToken);

    /// <summary>Makes a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        CancellationToken cancellationToken = default
    ) => SpawnAsync(props, null, null, cancellationToken);

    /// <summary>A test actor of its own, with everything that can be asked about it.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>A test actor of its own on another actor system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) =>
        new(system, _assertions, name);

    /// <summary>A latch that opens after <paramref name="count"/> counts.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) =>
        new(Dilated, TestKitSettings.DefaultTimeout, count);

    /// <summary>A barrier for <paramref name="count"/> threads.</summary>
    public TestBarrier CreateTestBarrier(int count) =>
        new(this, count, TestKitSettings.DefaultTimeout);

    /// <summary>Mutes, and waits for, the log events of another actor system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Lets the test actor watch an actor; see <see cref="ExpectTerminated"/>.</summary>
    public IActorRef Watch(IActorRef actorToWatch) =>
        Sync(OrderAsync(new TestActor.Watch(actorToWatch)));

    /// <summary>Lets the test actor watch an actor; see <see cref="ExpectTerminatedAsync"/>.</summary>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) =>
        OrderAsync(new TestActor.Watch(actorToWatch));

    /// <summary>Lets the test actor watch an actor no longer.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch) =>
        Sync(OrderAsync(new TestActor.Unwatch(actorToUnwatch)));

    /// <summary>Lets the test actor watch an actor no longer.</summary>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) =>
        OrderAsync(new TestActor.Unwatch(actorToUnwatch));

    /// <summary>Lets an auto pilot react to the next messages; they are queued all the same.</summary>
    public void SetAutoPilot(AutoPilot pilot) =>
        TestActor.Tell(new TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    /// <summary>Drops the messages that <paramref name="shouldIgnoreMessage"/> accepts.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(
            new TestActor.SetIgnore(message => shouldIgnoreMessage(message)),
            ActorRefs.NoSender
        );

    /// <summary>Drops the messages of a type that <paramref name="shouldIgnoreMessage"/> accepts.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg ofType && shouldIgnoreMessage(ofType));

    /// <summary>Drops the messages of a type.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    /// <summary>Drops no more messages.</summary>
    public void IgnoreNoMessages() =>
        TestActor.Tell(new TestActor.SetIgnore(null!), ActorRefs.NoSender);

    /// <summary>Shuts the actor system down.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Shutdown(_system, duration, verifySystemShutdown);

    /// <summary>Shuts an actor system down.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="duration">How long to wait: five seconds, dilated, unless given.</param>
    /// <param name="verifySystemShutdown">Whether a system that takes longer is an error.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    protected virtual void Shutdown(
        ActorSystem system,
        TimeSpan? duration = null,
        bool verifySystemShutdown = false
    )
    {
        system ??= _system;
        var limit = Dilated(duration ?? TimeSpan.FromSeconds(5)).Min(TimeSpan.FromSeconds(10));
        if (!system.Terminate().Wait(limit) && verifySystemShutdown)
        {
            throw new TimeoutException(
                $"The actor system {system.Name} did not stop within {limit}."
            );
        }
    }

    private Task<IActorRef> SpawnAsync(
        Props props,
        string? name,
        SupervisorStrategy? strategy,
        CancellationToken cancellationToken
    ) =>
        OrderAsync(
            new TestActor.Spawn(
                props,
                name is null ? Option<string>.None : new Option<string>(name),
                strategy is null
                    ? Option<SupervisorStrategy>.None
                    : new Option<SupervisorStrategy>(strategy)
            ),
            cancellationToken
        );

    private async Task<IActorRef> OrderAsync(
        object command,
        CancellationToken cancellationToken = default
    )
    {
        var order = new ProbeActor.Order(command);
        TestActor.Tell(order, ActorRefs.NoSender);
        return await order.Done.Task.WaitAsync(
            RemainingOrDefault,
            TimeProvider.System,
            cancellationToken
        );
    }
}
