namespace Akka.Actor;

/// <summary>Makes the instances of one kind of actor, in place of a constructor call.</summary>
public interface IIndirectActorProducer
{
    /// <summary>The type of the actors that it makes.</summary>
    Type ActorType { get; }

    /// <summary>Makes a new instance: once at the start and once for each restart.</summary>
    ActorBase Produce();

    /// <summary>Takes back an instance that is no longer in use.</summary>
    void Release(ActorBase actor);
}
