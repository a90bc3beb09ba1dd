using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>A subscriber of the runtime's own, without an actor.</summary>
internal abstract class StreamListener(ActorSystemImpl system, string name) : MinimalActorRef
{
    private readonly ActorPath _path = system.Provider.RootPath / "system" / name;

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => system.Provider;

    private protected ActorSystemImpl System => system;

    protected override void TellInternal(object message, IActorRef sender) => Receive(message);

    private protected abstract void Receive(object message);
}

/// <summary>Logs unhandled messages at debug level, when the configuration says so.</summary>
internal sealed class UnhandledMessageForwarder(ActorSystemImpl system)
    : StreamListener(system, "UnhandledMessageForwarder")
{
    public static void Start(ActorSystemImpl system)
    {
        if (system.Settings.DebugUnhandledMessage)
            system.EventStream.Subscribe(
                new UnhandledMessageForwarder(system),
                typeof(UnhandledMessage)
            );
    }

    private protected override void Receive(object message)
    {
        if (message is UnhandledMessage unhandled)
        {
            System.EventStream.Publish(
                new Debug(
                    unhandled.Recipient.Path.ToString(),
                    unhandled.Recipient.GetType(),
                    $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"
                )
            );
        }
    }
}

/// <summary>Logs dead letters, as many as the configuration allows; then it is silent for a while.</summary>
internal sealed class DeadLetterLogging(ActorSystemImpl system)
    : StreamListener(system, "deadLetterListener")
{
    private readonly Lock _gate = new();
    private long _count;
    private long _silentSince;

    public static void Start(ActorSystemImpl system)
    {
        if (system.Settings.LogDeadLetters <= 0)
            return;
        var listener = new DeadLetterLogging(system);
        system.EventStream.Subscribe(listener, typeof(DeadLetter));
        system.EventStream.Subscribe(listener, typeof(Dropped));
    }

    private protected override void Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return;
        var settings = System.Settings;
        if (System.IsTerminating && !settings.LogDeadLettersDuringShutdown)
            return;
        var limit = settings.LogDeadLetters;
        string last;
        lock (_gate)
        {
            if (_silentSince != 0)
            {
                var silence = settings.LogDeadLettersSuspendDuration;
                if (
                    silence < TimeSpan.Zero
                    || TimeProvider.System.GetElapsedTime(_silentSince) < silence
                )
                    return;
                _silentSince = 0;
                _count = 0;
            }

            if (++_count > limit)
                return;
            if (_count == limit && limit != int.MaxValue)
            {
                _silentSince = TimeProvider.System.GetTimestamp();
                last = ", no more dead letters will be logged for a while";
            }
            else
            {
                last = string.Empty;
            }
        }

        var sender = letter.Sender is null ? "without sender" : $"from {letter.Sender}";
        var what = letter is Dropped dropped
            ? $"was dropped: {dropped.Reason}"
            : "was not delivered";
        System.EventStream.Publish(
            new Info(
                letter.Recipient.Path.ToString(),
                letter.Recipient.GetType(),
                $"Message [{letter.Message.GetType().Name}] {sender} to {letter.Recipient} {what}. "
                    + $"[{_count}] dead letters encountered{last}. This logging can be turned off or adjusted with "
                    + "configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. "
                    + $"Message content: {letter.Message}"
            )
        );
    }
}
