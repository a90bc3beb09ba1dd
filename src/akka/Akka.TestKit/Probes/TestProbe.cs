using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>
/// A test actor of its own, with everything that can be asked about its messages. It can be used
/// wherever an <see cref="IActorRef"/> is expected.
/// </summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    /// <summary>Use <see cref="TestKitBase.CreateTestProbe(string)"/>.</summary>
    public TestProbe(
        ActorSystem system,
        ITestKitAssertions assertions,
        string? testProbeName = null
    )
        : base(assertions, system, testProbeName) { }

    /// <summary>The probe's actor.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>The sender of the last message that was taken from the queue.</summary>
    public IActorRef Sender => LastSender;

    ActorPath IActorRef.Path => TestActor.Path;

    bool IActorRefScope.IsLocal => Internals.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => Internals.Parent;

    IActorRefProvider IInternalActorRef.Provider => Internals.Provider;

    bool IInternalActorRef.IsTerminated => Internals.IsTerminated;

    private IInternalActorRef Internals => (IInternalActorRef)TestActor;

    /// <summary>Sends a message from the probe.</summary>
    public void Send(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, TestActor);
    }

    /// <summary>Forwards the last message, with its own sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage);

    /// <summary>Sends a message in the name of the last message's sender.</summary>
    public void Forward(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Sender);
    }

    /// <summary>Answers the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Makes a child of the probe's actor.</summary>
    public IActorRef ChildActorOf<T>(
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase, new() =>
        ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public IActorRef ChildActorOf<T>(
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase, new() =>
        ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase, new() =>
        ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase, new() =>
        ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(
        string name,
        CancellationToken cancellationToken = default
    )
        where T : ActorBase, new() => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <summary>Makes a child of the probe's actor.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase, new() => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <summary>A probe makes no probes.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override TestProbe CreateTestProbe(string? name = null) =>
        throw new NotSupportedException(
            "Create a probe with the test's own kit, not with a probe."
        );

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) =>
        Internals.SendSystemMessage(message, sender);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => Internals.SendSystemMessage(message);

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj is TestProbe probe ? TestActor.CompareTo(probe.TestActor) : TestActor.CompareTo(obj);

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is TestProbe probe ? TestActor.Equals(probe.TestActor) : TestActor.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"TestProbe({TestActor})";

    void ICanTell.Tell(object message, IActorRef sender) => TestActor.Tell(message, sender);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => Equals((object?)other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => CompareTo((object?)other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Internals.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Internals.Resume(causedByFailure);

    void IInternalActorRef.Start() => Internals.Start();

    void IInternalActorRef.Stop() => Internals.Stop();

    void IInternalActorRef.Restart(Exception cause) => Internals.Restart(cause);

    void IInternalActorRef.Suspend() => Internals.Suspend();
}
