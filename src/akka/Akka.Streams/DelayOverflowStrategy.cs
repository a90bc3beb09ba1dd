namespace Akka.Streams;

/// <summary>What a delay with a full buffer does with a new element.</summary>
public enum DelayOverflowStrategy
{
    /// <summary>Emits the oldest element before its time.</summary>
    EmitEarly,

    /// <summary>Drops the oldest element.</summary>
    DropHead,

    /// <summary>Drops the youngest buffered element.</summary>
    DropTail,

    /// <summary>Drops all buffered elements.</summary>
    DropBuffer,

    /// <summary>Drops the new element.</summary>
    DropNew,

    /// <summary>Holds the upstream back.</summary>
    Backpressure,

    /// <summary>Fails the stream.</summary>
    Fail,
}
