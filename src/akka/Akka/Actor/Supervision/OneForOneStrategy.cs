using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Does what the decider says to the child that failed, and to no other.</summary>
public class OneForOneStrategy : SupervisorStrategy, IEquatable<OneForOneStrategy>
{
    private readonly IDecider _decider;

    protected OneForOneStrategy()
        : this(DefaultDecider) { }

    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider) { }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider) { }

    public OneForOneStrategy(
        Func<Exception, Directive> localOnlyDecider,
        bool loggingEnabled = true
    )
        : this(-1, -1, localOnlyDecider, loggingEnabled) { }

    public OneForOneStrategy(
        int? maxNrOfRetries,
        TimeSpan? withinTimeRange,
        Func<Exception, Directive> localOnlyDecider
    )
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider) { }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider) { }

    public OneForOneStrategy(
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
    public OneForOneStrategy(
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

    /// <summary>The same with another limit.</summary>
    public OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries) =>
        new(maxNrOfRetries, WithinTimeRangeMilliseconds, _decider, LoggingEnabled);

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
        if (
            restart
            && stats.RequestRestartPermission(MaxNumberOfRetries, WithinTimeRangeMilliseconds)
        )
            RestartChild(child, cause, suspendFirst: false);
        else
            context.Stop(child);
    }

    public bool Equals(OneForOneStrategy? other) =>
        other is not null
        && MaxNumberOfRetries == other.MaxNumberOfRetries
        && WithinTimeRangeMilliseconds == other.WithinTimeRangeMilliseconds
        && Decider.Equals(other.Decider);

    public override bool Equals(object? obj) => Equals(obj as OneForOneStrategy);

    public override int GetHashCode() =>
        HashCode.Combine(MaxNumberOfRetries, WithinTimeRangeMilliseconds, Decider);

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) =>
        _decider is LocalOnlyDecider
            ? throw new NotSupportedException("Can not serialize LocalOnlyDecider")
            : new OneForOneStrategySurrogate
            {
                Decider = _decider,
                LoggingEnabled = LoggingEnabled,
                MaxNumberOfRetries = MaxNumberOfRetries,
                WithinTimeRangeMilliseconds = WithinTimeRangeMilliseconds,
            };

    protected override Directive Handle(IActorRef child, Exception exception) =>
        _decider.Decide(exception);

    /// <summary>A strategy as it travels.</summary>
    public class OneForOneStrategySurrogate : ISurrogate
    {
        public int MaxNumberOfRetries { get; set; }

        public int WithinTimeRangeMilliseconds { get; set; }

        public IDecider Decider { get; set; } = null!;

        public bool LoggingEnabled { get; set; }

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) =>
            new OneForOneStrategy(
                MaxNumberOfRetries,
                WithinTimeRangeMilliseconds,
                Decider,
                LoggingEnabled
            );
    }
}
