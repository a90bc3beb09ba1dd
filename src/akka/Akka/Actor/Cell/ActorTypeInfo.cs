using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Actor;

/// <summary>What the cell has to know about a type of actors, found out once.</summary>
internal sealed class ActorTypeInfo
{
    private static readonly ConcurrentDictionary<Type, ActorTypeInfo> ByType = new();

    private ActorTypeInfo(Type type)
    {
        HasStash = typeof(IActorStash).IsAssignableFrom(type);
        HasTimers = typeof(IWithTimers).IsAssignableFrom(type);
        var aroundReceive = type.GetMethod(
            nameof(ActorBase.AroundReceive),
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public,
            [typeof(Receive), typeof(object)]
        )?.DeclaringType;
        OverridesAroundReceive = aroundReceive != typeof(ActorBase);
        KnowsDefaultBehaviour =
            aroundReceive?.IsDefined(typeof(KnowsDefaultBehaviourAttribute), inherit: false)
            ?? false;
    }

    public bool HasStash { get; }

    public bool HasTimers { get; }

    public bool OverridesAroundReceive { get; }

    public bool KnowsDefaultBehaviour { get; }

    public static ActorTypeInfo For(Type type) =>
        ByType.TryGetValue(type, out var info)
            ? info
            : ByType.GetOrAdd(type, static t => new ActorTypeInfo(t));
}

/// <summary>
/// On a class that overrides <see cref="ActorBase.AroundReceive"/> and takes
/// <see cref="ActorBase.DefaultBehaviour"/> for the actor's own handler: it saves each actor a delegate.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class KnowsDefaultBehaviourAttribute : Attribute;
