namespace Akka.Actor;

/// <summary>For tests: every message goes through its serializer, so that one that can't travel is found.</summary>
internal static class MessageVerification
{
    public static Envelope RoundTrip(ActorSystem system, Envelope envelope)
    {
        var message = WrappedMessage.Unwrap(envelope.Message);
        if (
            envelope.Message is INoSerializationVerificationNeeded or IAutoReceivedMessage
            || message is INoSerializationVerificationNeeded
        )
        {
            return envelope;
        }

        var serialization = system.Serialization;
        var serializer = serialization.FindSerializerFor(envelope.Message);
        var manifest = Serialization.Serialization.ManifestFor(serializer, envelope.Message);
        var bytes = serialization.Serialize(envelope.Message);
        return new Envelope(
            serialization.Deserialize(bytes, serializer.Identifier, manifest),
            envelope.Sender
        );
    }

    public static void CheckCreator(ActorSystem system, Props props)
    {
        foreach (var argument in props.Arguments)
        {
            if (argument is not (null or INoSerializationVerificationNeeded or IActorRef))
                RoundTrip(system, new Envelope(argument, ActorRefs.NoSender));
        }
    }
}
