using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Streams;

/// <summary>The materialiser behind the overloads that take an actor system.</summary>
internal static class SystemStreams
{
    private static readonly ConditionalWeakTable<ActorSystem, Lazy<ActorMaterializer>> s_shared =
        new();

    internal static ActorMaterializer Of(ActorSystem system) =>
        s_shared
            .GetValue(
                system,
                static key => new Lazy<ActorMaterializer>(() => ActorMaterializer.Create(key))
            )
            .Value;
}
