using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>What a test actor can be told about itself.</summary>
public static class TestActor
{
    /// <summary>Says whether a message is not worth queueing.</summary>
    public delegate bool Ignore(object message);

    /// <summary>An auto pilot's answer: see <see cref="AutoPilot.KeepRunning"/>.</summary>
    public static AutoPilot KeepRunning => TestKit.KeepRunning.Instance;

    /// <summary>An auto pilot's answer: see <see cref="AutoPilot.NoAutoPilot"/>.</summary>
    public static AutoPilot NoAutoPilot => TestKit.NoAutoPilot.Instance;

    /// <summary>Stands for "no message yet".</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Says which messages to drop; <see langword="null"/> for none.</summary>
    public class SetIgnore : INoSerializationVerificationNeeded
    {
        /// <summary>Drops what <paramref name="ignore"/> accepts.</summary>
        public SetIgnore(Ignore ignore) => Ignore = ignore;

        /// <summary>Which messages to drop.</summary>
        public Ignore Ignore { get; }
    }

    /// <summary>Watches an actor.</summary>
    public class Watch : INoSerializationVerificationNeeded
    {
        /// <summary>Watches <paramref name="actor"/>.</summary>
        public Watch(IActorRef actor) => Actor = actor;

        /// <summary>The actor to watch.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Watches an actor no longer.</summary>
    public class Unwatch : INoSerializationVerificationNeeded
    {
        /// <summary>Watches <paramref name="actor"/> no longer.</summary>
        public Unwatch(IActorRef actor) => Actor = actor;

        /// <summary>The actor.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Gives the next messages to an auto pilot.</summary>
    public class SetAutoPilot : INoSerializationVerificationNeeded
    {
        /// <summary>Gives the next messages to <paramref name="autoPilot"/>.</summary>
        public SetAutoPilot(AutoPilot autoPilot) => AutoPilot = autoPilot;

        /// <summary>The auto pilot.</summary>
        public AutoPilot AutoPilot { get; }
    }

    /// <summary>Makes a child of the test actor.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        /// <summary>What the child is made of.</summary>
        public readonly Props _props;

        /// <summary>Its name, if it matters.</summary>
        public readonly Option<string> _name;

        /// <summary>How its failures are handled, if it matters.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <summary>Makes a child.</summary>
        public Spawn(
            Props props,
            Option<string> name,
            Option<SupervisorStrategy> supervisorStrategy
        )
        {
            _props = props;
            _name = name;
            _supervisorStrategy = supervisorStrategy;
        }

        /// <summary>Makes the child in the given context.</summary>
        public IActorRef Apply(IActorRefFactory context)
        {
            ArgumentNullException.ThrowIfNull(context);
            return _name.HasValue
                ? context.ActorOf(_props, _name.Value)
                : context.ActorOf(_props, null);
        }
    }
}
