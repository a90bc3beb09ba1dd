using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor received, with its sender.</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>Who sent it.</summary>
    public abstract IActorRef Sender { get; }
}

/// <summary>Stands for "no message yet".</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only one there is.</summary>
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope() { }

    /// <inheritdoc/>
    public override object Message =>
        throw new InvalidOperationException("There is no last message: none was received yet.");

    /// <inheritdoc/>
    public override IActorRef Sender =>
        throw new InvalidOperationException(
            "There is no last sender: no message was received yet."
        );

    /// <inheritdoc/>
    public override string ToString() => "<no message>";
}

/// <summary>A message that was received.</summary>
public class RealMessageEnvelope : MessageEnvelope
{
    /// <summary>A message and its sender.</summary>
    public RealMessageEnvelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <inheritdoc/>
    public override object Message { get; }

    /// <inheritdoc/>
    public override IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message ?? "null"}> from {Sender}";
}
