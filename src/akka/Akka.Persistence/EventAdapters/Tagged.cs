using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>
/// What a write adapter returns to store an event with tags, by which the read journal finds it
/// again. The actor's handler gets the event as it persisted it.
/// </summary>
public struct Tagged
{
    /// <summary>Tags an event.</summary>
    public Tagged(object payload, IEnumerable<string> tags)
        : this(payload, [.. tags]) { }

    /// <summary>Tags an event.</summary>
    public Tagged(object payload, IImmutableSet<string> tags)
    {
        Payload = payload;
        Tags = tags;
    }

    private Tagged(object payload, ImmutableHashSet<string> tags)
        : this(payload, (IImmutableSet<string>)tags) { }

    /// <summary>The event.</summary>
    public object Payload { get; }

    /// <summary>Its tags.</summary>
    public IImmutableSet<string> Tags { get; }
}
