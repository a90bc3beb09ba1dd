using Akka.Actor;

namespace Akka.Util;

/// <summary>What travels in place of an object that only means something inside its actor system.</summary>
public interface ISurrogate
{
    /// <summary>Makes the object again, in <paramref name="system"/>.</summary>
    ISurrogated FromSurrogate(ActorSystem system);
}

/// <summary>An object that serializers replace by a surrogate.</summary>
public interface ISurrogated
{
    /// <summary>What to write in this object's place.</summary>
    ISurrogate ToSurrogate(ActorSystem system);
}
