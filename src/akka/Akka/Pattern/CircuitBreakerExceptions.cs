using Akka.Actor;

namespace Akka.Pattern;

/// <summary>The circuit is open: the call was not made.</summary>
public class OpenCircuitException : AkkaException
{
    public OpenCircuitException()
        : this("Circuit Breaker is open; calls are failing fast") { }

    public OpenCircuitException(string message)
        : base(message) { }

    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : this(message, null!, remainingDuration) { }

    public OpenCircuitException(string message, Exception cause)
        : base(message, cause) { }

    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration)
        : base(message, cause)
    {
        RemainingDuration = remainingDuration;
    }

    public OpenCircuitException(Exception cause)
        : this("Circuit Breaker is open; calls are failing fast", cause) { }

    public OpenCircuitException(Exception cause, TimeSpan remainingDuration)
        : this("Circuit Breaker is open; calls are failing fast", cause, remainingDuration) { }

    /// <summary>How long the circuit stays open.</summary>
    public TimeSpan RemainingDuration { get; }
}

/// <summary>Somebody called <see cref="CircuitBreaker.Fail"/>.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException()
        : base("User code caused [Fail()] to be called") { }
}
