using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>Gives each child the strategy that it was made with, and the default one to the others.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _delegates = [];

    /// <inheritdoc/>
    public override IDecider Decider => DefaultDecider;

    /// <summary>Gives a child its strategy.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) =>
        _delegates[child] = supervisorStrategy;

    /// <inheritdoc/>
    public override void HandleChildTerminated(
        IActorContext actorContext,
        IActorRef child,
        IEnumerable<IInternalActorRef> children
    ) => _delegates.Remove(child);

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    ) => Of(child).ProcessFailure(context, restart, child, cause, stats, children);

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) =>
        throw new NotSupportedException("The strategy of a test actor stays in its process.");

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) =>
        Of(child).Decider.Decide(exception);

    private SupervisorStrategy Of(IActorRef child) =>
        _delegates.GetValueOrDefault(child) ?? DefaultStrategy;
}
