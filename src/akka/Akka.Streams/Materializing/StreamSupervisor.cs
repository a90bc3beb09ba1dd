using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Streams;

/// <summary>Ends a materialiser's streams when the actor or system that it is bound to stops.</summary>
internal sealed class StreamSupervisor(ActorMaterializerImpl materializer) : ActorBase
{
    // Counted for each actor system: a name must not depend on what else the process runs.
    private static readonly ConditionalWeakTable<ActorSystem, StrongBox<long>> s_names = new();

    internal static string NextName(ActorSystem system) =>
        $"StreamSupervisor-{Interlocked.Increment(ref s_names.GetValue(system, static _ => new(-1)).Value)}";

    protected override bool Receive(object message)
    {
        if (message is not StartChild start)
            return false;
        Context.ActorOf(start.Props, start.Name);
        return true;
    }

    protected override void PostStop()
    {
        materializer.EndStreams();
        base.PostStop();
    }

    internal sealed record StartChild(Props Props, string Name);
}
