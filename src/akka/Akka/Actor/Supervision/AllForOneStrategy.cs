using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Does what the decider says to the child that failed, and to all others with it.</summary>
public class AllForOneStrategy : SupervisorStrategy, IEquatable<AllForOneStrategy>
{
    private readonly IDecider _decider;

    protected AllForOneStrategy()
        : this(DefaultDecider) { }

    public AllForOneStrategy(IDecider decider)
        : this(-1, -1, decider) { }

    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider) { }

    public AllForOneStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive> localOnlyDecider
    )
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider) { }

    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    public AllForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true
    )
        : this(
            maxNrOfRetries,
            withinTimeMilliseconds,
            new LocalOnlyDecider(localOnlyDecider),
            loggingEnabled
        ) { }

    /// <param name="maxNrOfRetries">How many restarts a child has before it is stopped; negative: any number.</param>
    /// <param name="withinTimeMilliseconds">The window in which they count; negative: for ever.</param>
    /// <param name="decider">What to do, by exception.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public AllForOneStrategy(
        int maxNrOfRetries,
        int withinTimeMilliseconds,
        IDecider decider,
        bool loggingEnabled = true
    )
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        _decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public int MaxNumberOfRetries { get; }

    public int WithinTimeRangeMilliseconds { get; }

    public override IDecider Decider => _decider;

    public override void HandleChildTerminated(
        IActorContext actorContext,
        IActorRef child,
        IEnumerable<IInternalActorRef> children
    )
    {
        // The others go on.
    }

    public override void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children
    )
    {
        if (children.Count == 0)
            return;
        if (restart && AllHavePermission(children))
        {
            foreach (var each in children)
                RestartChild(each.Child, cause, suspendFirst: !each.Child.Equals(child));
            return;
        }

        foreach (var each in children)
            context.Stop(each.Child);
    }

    public bool Equals(AllForOneStrategy? other) =>
        other is not null
        && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds
        && Decider.Equals(other.Decider);

    public override bool Equals(object? obj) => Equals(obj as AllForOneStrategy);

    public override int GetHashCode() =>
        HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) =>
        _decider is LocalOnlyDecider
            ? throw new NotSupportedException("Can not serialize LocalOnlyDecider")
            : new AllForOneStrategySurrogate
            {
                Decider = _decider,
                LoggingEnabled = LoggingEnabled,
                MaxNumberOfRetries = MaxNumberOfRetries,
                WithinTimeRangeMilliseconds = WithinTimeRangeMilliseconds,
            };

    private bool AllHavePermission(IReadOnlyCollection<ChildRestartStats> children)
    {
        foreach (var child in children)
        {
            if (!child.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds))
                return false;
        }

        return true;
    }

    protected override Directive Handle(IActorRef child, Exception exception) =>
        _decider.Decide(exception);

    /// <summary>A strategy as it travels.</summary>
    public class AllForOneStrategySurrogate : ISurrogate
    {
        public int MaxNumberOfRetries { get; set; }

        public int WithinTimeRangeMilliseconds { get; set; }

        public IDecider Decider { get; set; } = null!;

        public bool LoggingEnabled { get; set; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) =>
            new AllForOneStrategy(
                MaxNumberOfRetries,
                WithinTimeRangeMilliseconds,
                Decider,
                LoggingEnabled
            );
    }
}
