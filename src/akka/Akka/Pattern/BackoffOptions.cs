using Akka.Actor;

namespace Akka.Pattern;

/// <summary>When the pauses of a backoff supervisor begin short again.</summary>
public interface IBackoffReset;

internal sealed record ManualReset : IBackoffReset;

internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;

/// <summary>Makes options of a backoff supervisor.</summary>
public static class Backoff
{
    /// <summary>For a child that throws: restarted after a pause that doubles from the least to the most.</summary>
    public static BackoffOptions OnFailure(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries
    ) =>
        new Options(
            true,
            childProps,
            childName,
            minBackoff,
            maxBackoff,
            randomFactor
        ).WithMaxNrOfRetries(maxNrOfRetries);

    public static BackoffOptions OnFailure(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor
    ) => new Options(true, childProps, childName, minBackoff, maxBackoff, randomFactor).Build();

    /// <summary>For a child that stops itself: started anew after such a pause.</summary>
    public static BackoffOptions OnStop(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor,
        int maxNrOfRetries
    ) =>
        new Options(
            false,
            childProps,
            childName,
            minBackoff,
            maxBackoff,
            randomFactor
        ).WithMaxNrOfRetries(maxNrOfRetries);

    public static BackoffOptions OnStop(
        Props childProps,
        string childName,
        TimeSpan minBackoff,
        TimeSpan maxBackoff,
        double randomFactor
    ) => new Options(false, childProps, childName, minBackoff, maxBackoff, randomFactor).Build();

    internal sealed record Options(
        bool IsOnFailure,
        Props ChildProps,
        string ChildName,
        TimeSpan MinBackoff,
        TimeSpan MaxBackoff,
        double RandomFactor
    )
    {
        public IBackoffReset? Reset { get; init; }

        public OneForOneStrategy Strategy { get; init; } =
            new(Akka.Actor.SupervisorStrategy.DefaultDecider);

        public object? ReplyWhileStopped { get; init; }

        public Func<object, bool>? FinalStopMessage { get; init; }

        public BackoffOptions Build() => new BackoffOptionsImpl(this);

        public BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
            new BackoffOptionsImpl(
                this with
                {
                    Strategy = Strategy.WithMaxNrOfRetries(maxNrOfRetries),
                }
            );
    }
}

/// <summary>How a backoff supervisor treats its child.</summary>
public abstract class BackoffOptions
{
    internal abstract Props Props { get; }

    /// <summary>The pauses begin short again when the child has lived that long.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>They do when the child sends <see cref="BackoffSupervisor.Reset"/> to its parent.</summary>
    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>After that many starts the supervisor gives up and stops.</summary>
    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>What is answered during a pause, in place of dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    /// <summary>A message after which the child's end is the supervisor's end too.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

internal sealed class BackoffOptionsImpl(Backoff.Options options) : BackoffOptions
{
    internal override Props Props =>
        Props.Create(
            typeof(BackoffSupervisor),
            options with
            {
                Reset = options.Reset ?? new AutoReset(options.MinBackoff),
            }
        );

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) =>
        new BackoffOptionsImpl(options with { Reset = new AutoReset(resetBackoff) });

    public override BackoffOptions WithManualReset() =>
        new BackoffOptionsImpl(options with { Reset = new ManualReset() });

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) =>
        new BackoffOptionsImpl(options with { Strategy = supervisorStrategy });

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        new BackoffOptionsImpl(
            options with
            {
                Strategy = new OneForOneStrategy(
                    options.Strategy.MaxNumberOfRetries,
                    options.Strategy.WithinTimeRangeMilliseconds,
                    SupervisorStrategy.StoppingStrategy.Decider
                ),
            }
        );

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) =>
        options.WithMaxNrOfRetries(maxNrOfRetries);

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) =>
        new BackoffOptionsImpl(options with { ReplyWhileStopped = replyWhileStopped });

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) =>
        new BackoffOptionsImpl(options with { FinalStopMessage = isFinalStopMessage });
}
