using Akka.Util;

namespace Akka.Actor;

/// <summary>The reference to no actor: what is sent to it is gone without a dead letter.</summary>
public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private readonly ActorPath _path = new RootActorPath(Address.AllSystems, "/Nobody");

    private Nobody() { }

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider =>
        throw new NotSupportedException("Nobody belongs to no system.");

    public override IInternalActorRef Parent => this;

    public override ISurrogate ToSurrogate(ActorSystem system) => NobodySurrogate.Instance;

    internal sealed class NobodySurrogate : ISurrogate
    {
        internal static readonly NobodySurrogate Instance = new();

        public ISurrogated FromSurrogate(ActorSystem system) => Nobody.Instance;
    }
}

/// <summary>The two references that stand for none.</summary>
public static class ActorRefs
{
    /// <summary>The reference to no actor.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>Says that nobody is there to answer to: replies become dead letters.</summary>
    public static readonly IActorRef NoSender = null!;
}

/// <summary>Questions to references.</summary>
public static class ActorRefExtensions
{
    /// <summary>True for null and for <see cref="ActorRefs.Nobody"/>.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;

    /// <summary>The reference itself, or what <paramref name="elseValue"/> gives in place of none.</summary>
    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}

/// <summary>Telling with the current actor as the sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends in the name of the actor that runs here, or of nobody outside of actors.</summary>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Passes a message on with its first sender.</summary>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}
