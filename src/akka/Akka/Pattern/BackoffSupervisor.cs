using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>
/// Supervises one child and passes messages on to it; after its end, or its failure, it waits before it starts
/// the child again, longer each time.
/// </summary>
public sealed class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly Backoff.Options _options;
    private bool _hasFailed;

    internal BackoffSupervisor(Backoff.Options options)
        : base(options)
    {
        _options = options;
    }

    /// <summary>Makes the supervisor's recipe.</summary>
    public static Props Props(BackoffOptions options) => options.Props;

    /// <summary>For a child that stops itself, with the default strategy.</summary>
    public static Props Props(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor
    ) => Props(Backoff.OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor));

    public static Props Props(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries
    ) =>
        Props(
            Backoff.OnStop(
                childProps,
                childName,
                minBackoff,
                maxBackoff,
                randomFactor,
                maxNrOfRetries
            )
        );

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var strategy = _options.Strategy;
        if (!_options.IsOnFailure)
            return strategy;
        // In place of an immediate restart the child is stopped, and started after the pause.
        return new OneForOneStrategy(
            strategy.MaxNumberOfRetries,
            strategy.WithinTimeRangeMilliseconds,
            cause =>
            {
                var directive = strategy.Decider.Decide(cause);
                _hasFailed = directive == Directive.Restart;
                return _hasFailed ? Directive.Stop : directive;
            }
        );
    }

    protected override bool Receive(object message)
    {
        if (message is Terminated terminated && terminated.ActorRef.Equals(Child))
        {
            Child = null;
            AfterTheChild();
            return true;
        }

        if (!HandleBackoff(message))
            PassOn(message);
        return true;
    }

    internal static TimeSpan CalculateDelay(
        int restartCount,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor
    )
    {
        var factor = 1.0 + (Util.ThreadLocalRandom.Current.NextDouble() * randomFactor);
        if (restartCount >= 30)
            return maxBackoff;
        var delay = Math.Min(
            maxBackoff.TotalMilliseconds,
            minBackoff.TotalMilliseconds * Math.Pow(2, restartCount)
        );
        var jittered = delay * factor;
        return jittered >= TimeSpan.MaxValue.TotalMilliseconds
            ? maxBackoff
            : TimeSpan.FromMilliseconds(jittered);
    }

    private void PassOn(object message)
    {
        if (Child is not null && Sender.Equals(Child))
        {
            Context.Parent.Forward(message);
            return;
        }

        var isFinal = _options.FinalStopMessage?.Invoke(message) ?? false;
        if (isFinal)
            FinalStopMessageReceived = true;
        if (Child is not null)
            Child.Forward(message);
        else if (isFinal)
            Context.Stop(Self);
        else if (_options.ReplyWhileStopped is { } reply)
            Sender.Tell(reply);
        else
            Context.System.DeadLetters.Forward(message);
    }

    private void AfterTheChild()
    {
        var limit = _options.Strategy.MaxNumberOfRetries;
        // Under OnFailure a child that ends without having failed is done.
        var isDone = _options.IsOnFailure && !_hasFailed;
        _hasFailed = false;
        if (isDone || FinalStopMessageReceived || (limit >= 0 && RestartCountN >= limit))
        {
            Context.Stop(Self);
            return;
        }

        var delay = CalculateDelay(
            RestartCountN,
            _options.MinBackoff,
            _options.MaxBackoff,
            _options.RandomFactor
        );
        Context.System.Scheduler.ScheduleTellOnce(delay, Self, StartChild.Instance, Self);
        RestartCountN++;
    }

    /// <summary>Asks for <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        public static readonly GetCurrentChild Instance = new();

        private GetCurrentChild() { }
    }

    /// <summary>The child, or null during a pause.</summary>
    public sealed class CurrentChild
    {
        public CurrentChild(IActorRef @ref)
        {
            Ref = @ref;
        }

        public IActorRef Ref { get; }
    }

    /// <summary>From the child: it is well, the next pause may be short again.</summary>
    public new sealed class Reset
    {
        public static readonly Reset Instance = new();

        private Reset() { }
    }

    /// <summary>Asks for <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        public static readonly GetRestartCount Instance = new();

        private GetRestartCount() { }
    }

    /// <summary>How often the child was started again.</summary>
    public sealed class RestartCount
    {
        public RestartCount(int count)
        {
            Count = count;
        }

        public int Count { get; }
    }

    /// <summary>The pause is over.</summary>
    public sealed class StartChild : IDeadLetterSuppression
    {
        public static readonly StartChild Instance = new();

        private StartChild() { }
    }

    /// <summary>The child has lived long enough, unless it was started again meanwhile.</summary>
    public sealed class ResetRestartCount : IDeadLetterSuppression
    {
        public ResetRestartCount(int current)
        {
            Current = current;
        }

        public int Current { get; }
    }
}
