using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>What to make one of.</summary>
    public static Props Props { get; } = Props.Create(() => new BlackHoleActor());

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}

/// <summary>Sends every message to the test actor, and back to its sender.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>Echoes to the test actor of <paramref name="testkit"/>.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true)
    {
        ReceiveAny(message =>
        {
            if (echoBackToSenderAsWell)
            {
                Sender.Tell(message, Self);
            }
            if (!echoBackToSenderAsWell || !Sender.Equals(testkit.TestActor))
            {
                testkit.TestActor.Tell(message, Sender);
            }
        });
    }

    /// <summary>What to make one of.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Sends every message back to its sender.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Use <see cref="Props"/>.</summary>
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message, Self));

    /// <summary>What to make one of.</summary>
    public static Props Props() => Actor.Props.Create(() => new SimpleEchoActor());
}

/// <summary>Forwards every message.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>Forwards to <paramref name="target"/>.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    /// <summary>What to make one of.</summary>
    public static Props Props(IActorRef target) =>
        Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Handles no message.</summary>
public class UnhandledMessageActor : ReceiveActor
{
    /// <summary>Handles no message.</summary>
    public UnhandledMessageActor() { }
}
