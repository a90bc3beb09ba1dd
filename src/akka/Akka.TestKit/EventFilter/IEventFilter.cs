using Akka.Event;

namespace Akka.TestKit;

/// <summary>Says which log events to mute.</summary>
public interface IEventFilter
{
    /// <summary>Whether to mute an event.</summary>
    bool Apply(LogEvent logEvent);
}

/// <summary>Ends a mute.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>Lets the events be logged again.</summary>
    void Unmute();
}
