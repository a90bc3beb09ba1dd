using Akka.Event;

namespace Akka.Actor;

/// <summary>A message that the cell handles before, or in place of, the actor.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that could do harm if strangers could send it.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that is never serialized, not even when all are.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message that doesn't restart the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message with another one inside.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>Reaching into wrapped messages.</summary>
public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped)
            message = wrapped.Message;
        return message;
    }
}

/// <summary>Stops the actor when its turn in the mailbox comes.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    private PoisonPill() { }

    public static PoisonPill Instance { get; } = new();

    public override string ToString() => "<PoisonPill>";
}

/// <summary>Makes the actor throw <see cref="ActorKilledException"/>; its supervisor decides, by default to stop it.</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }

    public static Kill Instance { get; } = new();

    public override string ToString() => "<Kill>";
}

/// <summary>Told to an actor that has heard nothing for the time that it set.</summary>
public sealed class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout() { }

    public static ReceiveTimeout Instance { get; } = new();
}

/// <summary>Asks an actor for <see cref="ActorIdentity"/>; every actor answers.</summary>
public sealed class Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    public Identify(object messageId)
    {
        MessageId = messageId;
    }

    public object MessageId { get; }

    public override bool Equals(object? obj) =>
        obj is Identify other && Equals(MessageId, other.MessageId);

    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;

    public override string ToString() => $"<Identify>: {MessageId}";
}

/// <summary>The answer to <see cref="Identify"/>: the actor, or null where there is none.</summary>
public sealed class ActorIdentity
{
    public ActorIdentity(object messageId, IActorRef? subject)
    {
        MessageId = messageId;
        Subject = subject!;
    }

    public object MessageId { get; }

    public IActorRef Subject { get; }

    public override bool Equals(object? obj) =>
        obj is ActorIdentity other
        && Equals(MessageId, other.MessageId)
        && Equals(Subject, other.Subject);

    public override int GetHashCode() => HashCode.Combine(MessageId, Subject);

    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId: {MessageId}";
}

/// <summary>Told to the watchers of an actor that has ended.</summary>
public sealed class Terminated
    : IAutoReceivedMessage,
        IPossiblyHarmful,
        IDeadLetterSuppression,
        INoSerializationVerificationNeeded,
        IEquatable<Terminated>
{
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    public IActorRef ActorRef { get; }

    /// <summary>True when the actor's whole system went away.</summary>
    public bool AddressTerminated { get; }

    /// <summary>False when the actor may never have existed.</summary>
    public bool ExistenceConfirmed { get; }

    public bool Equals(Terminated? other) =>
        other is not null
        && AddressTerminated == other.AddressTerminated
        && ExistenceConfirmed == other.ExistenceConfirmed
        && Equals(ActorRef, other.ActorRef);

    public override bool Equals(object? obj) => Equals(obj as Terminated);

    public override int GetHashCode() =>
        HashCode.Combine(ActorRef, AddressTerminated, ExistenceConfirmed);

    public override string ToString() =>
        $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}

/// <summary>The outcome of something, as a message.</summary>
public abstract class Status
{
    /// <summary>It went well.</summary>
    public sealed class Success : Status
    {
        public static readonly Success Instance = new(null!);

        public readonly object Status;

        public Success(object status)
        {
            Status = status;
        }

        public override string ToString() => $"Success: {Status}";
    }

    /// <summary>It failed. As the answer to a question it makes the question's task fail.</summary>
    public sealed class Failure : Status
    {
        public readonly Exception Cause;

        public readonly object State;

        public Failure(Exception cause)
            : this(cause, null!) { }

        public Failure(Exception cause, object state)
        {
            Cause = cause;
            State = state;
        }

        public override string ToString() => $"Failure: {Cause}";
    }
}

/// <summary>Tells that something failed, and when.</summary>
public class Failure
{
    public Exception Exception { get; set; } = null!;

    public DateTime Timestamp { get; set; }
}

/// <summary>Several failures.</summary>
public class Failures
{
    public List<Failure> Entries { get; } = [];
}

/// <summary>A message and who sent it.</summary>
public readonly struct Envelope
{
    public Envelope(object message, IActorRef sender, ActorSystem system)
        : this(message, sender ?? system.DeadLetters) { }

    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public IActorRef Sender { get; }

    public object Message { get; }

    public override string ToString() => $"<{Message}> from {Sender}";
}
