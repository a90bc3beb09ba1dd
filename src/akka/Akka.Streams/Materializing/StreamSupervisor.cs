using Akka.Actor;

namespace Akka.Streams;

/// <summary>Ends a materialiser's streams when the actor or system that it is bound to stops.</summary>
internal sealed class StreamSupervisor(ActorMaterializerImpl materializer) : ActorBase
{
    private static long s_names = -1;

    internal static string NextName() => $"StreamSupervisor-{Interlocked.Increment(ref s_names)}";

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
