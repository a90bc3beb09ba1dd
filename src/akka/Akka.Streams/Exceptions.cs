using Akka.Actor;

namespace Akka.Streams;

/// <summary>The stream was ended from outside before it was finished.</summary>
public sealed class AbruptTerminationException : Exception
{
    public readonly IActorRef Actor;

    public AbruptTerminationException(IActorRef actor)
        : base($"The stream under [{actor}] was terminated abruptly") => Actor = actor;
}

/// <summary>
/// A stage was ended from outside before it was finished. This engine ends whole streams and uses
/// <see cref="AbruptTerminationException"/>; who looks for one should look for both.
/// </summary>
public sealed class AbruptStageTerminationException : Exception
{
    internal AbruptStageTerminationException(string stage)
        : base($"The stage [{stage}] was terminated abruptly") { }
}

/// <summary>A buffer whose strategy is to fail was full.</summary>
public class BufferOverflowException : Exception
{
    public BufferOverflowException(string message)
        : base(message) { }

    public BufferOverflowException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>A stream had fewer elements than were asked for.</summary>
public class NoSuchElementException : Exception
{
    public NoSuchElementException(string message)
        : base(message) { }
}

/// <summary>A stream had more elements than its limit.</summary>
public class StreamLimitReachedException : Exception
{
    public StreamLimitReachedException(long max)
        : base($"limit of {max} reached") { }
}

/// <summary>The stream that a handle belonged to has ended.</summary>
public sealed class StreamDetachedException : Exception
{
    public static readonly StreamDetachedException Instance = new();

    public StreamDetachedException()
        : base("Stream is terminated, the operation is not performed") { }

    public StreamDetachedException(string message)
        : base(message) { }

    public StreamDetachedException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>The actor that a stream watches has stopped.</summary>
public class WatchedActorTerminatedException : AkkaException
{
    public WatchedActorTerminatedException(string stageName, IActorRef actorRef)
        : base($"Actor watched by [{stageName}] has terminated! Was: {actorRef}") { }
}
