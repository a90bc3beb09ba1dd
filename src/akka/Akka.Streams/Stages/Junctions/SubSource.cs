using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>
/// The input of a source that is built while the stream runs, into the same island. The owner is
/// told what arrives.
/// </summary>
internal sealed class SubSource<T>(Island island, ISubSourceOwner<T> owner) : InPort<T>(island)
{
    internal override void OnPush(T element) => owner.SubPushed(element);

    protected override void OnUpstreamFinish()
    {
        Stop();
        owner.SubFinished();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        Stop();
        owner.SubFailed(cause);
    }
}

internal interface ISubSourceOwner<in T>
{
    void SubPushed(T element);
    void SubFinished();
    void SubFailed(Exception cause);
}
