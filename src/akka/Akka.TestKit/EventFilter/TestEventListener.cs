using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of tests: what a filter accepts isn't printed.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                var bus = initialize.LoggingBus;
                bus.Subscribe(Self, typeof(Mute));
                bus.Subscribe(Self, typeof(Unmute));
                bus.Subscribe(Self, typeof(DeadLetter));
                bus.Subscribe(Self, typeof(UnhandledMessage));
                Sender.Tell(new LoggerInitialized(), Self);
                break;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                break;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                {
                    _filters.Remove(filter);
                }
                break;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent))
                {
                    Print(logEvent);
                }
                break;
            case DeadLetter letter:
                // Only for the filters: the dead letter listener has logged it.
                IsFiltered(
                    new Warning(
                        letter.Recipient.Path.ToString(),
                        letter.Recipient.GetType(),
                        letter
                    )
                );
                break;
            case UnhandledMessage unhandled:
                var recipient = unhandled.Recipient;
                IsFiltered(
                    new Warning(
                        recipient.Path.ToString(),
                        recipient.GetType(),
                        $"Unhandled message from {unhandled.Sender}: {unhandled.Message}"
                    )
                );
                break;
            default:
                IsFiltered(new Debug(Context.System.Name, GetType(), message));
                break;
        }
        return true;
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            if (filter.Apply(logEvent))
            {
                return true;
            }
        }
        return false;
    }
}
