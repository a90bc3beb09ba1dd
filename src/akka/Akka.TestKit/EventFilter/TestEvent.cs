using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit.TestEvent;

/// <summary>Published on the event stream, tells the listener to mute events.</summary>
public sealed class Mute : INoSerializationVerificationNeeded
{
    /// <summary>Mutes what these filters accept.</summary>
    public Mute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Mutes what these filters accept.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}

/// <summary>Published on the event stream, tells the listener to mute no longer.</summary>
public sealed class Unmute : INoSerializationVerificationNeeded
{
    /// <summary>Takes these filters away.</summary>
    public Unmute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Takes these filters away.</summary>
    public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
