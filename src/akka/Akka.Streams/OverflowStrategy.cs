namespace Akka.Streams;

/// <summary>What a full buffer does with a new element.</summary>
public enum OverflowStrategy
{
    /// <summary>Drops the oldest buffered element.</summary>
    DropHead = 2,

    /// <summary>Drops the youngest buffered element.</summary>
    DropTail = 3,

    /// <summary>Drops all buffered elements.</summary>
    DropBuffer = 4,

    /// <summary>Drops the new element.</summary>
    DropNew = 5,

    /// <summary>Holds the upstream back until there is room.</summary>
    Backpressure = 6,

    /// <summary>Fails the stream.</summary>
    Fail = 7,
}

/// <summary>What a throttle does with an element that comes too early.</summary>
public enum ThrottleMode
{
    /// <summary>Delays it.</summary>
    Shaping,

    /// <summary>Fails the stream.</summary>
    Enforcing,
}
