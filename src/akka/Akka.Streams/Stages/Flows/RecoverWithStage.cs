using Akka.Streams.Blueprints;
using Akka.Streams.Engine;
using Akka.Streams.Stages.Junctions;

namespace Akka.Streams.Stages.Flows;

/// <summary>Goes on with another source after a failure, up to so many times.</summary>
internal sealed class RecoverWithStage<T, TMat>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Func<Exception, IGraph<SourceShape<T>, TMat>?> recover,
    int attempts
) : LinearStage<T, T>(island, down), ISubSourceOwner<T>
{
    private SubSource<T>? _sub;
    private int _left = attempts;
    private bool _demand;

    internal override void OnPull()
    {
        _demand = true;
        if (_sub is null)
            Pull();
        else
            _sub.PullPort();
    }

    internal override void OnPush(T element) => SubPushed(element);

    public void SubPushed(T element)
    {
        _demand = false;
        Down.OnPush(element);
    }

    public void SubFinished() => CompleteDownstream();

    public void SubFailed(Exception cause) => OnUpstreamFailure(cause);

    protected override void OnUpstreamFailure(Exception cause)
    {
        _sub = null;
        if (_left == 0)
        {
            FailDownstream(cause);
            return;
        }
        // A negative number of attempts never runs out.
        if (_left > 0)
            _left--;
        SubSource<T> sub;
        try
        {
            var graph = recover(cause);
            if (graph is null)
            {
                FailDownstream(cause);
                return;
            }
            sub = _sub = new SubSource<T>(Island, this);
            graph.Node().Build(Island, attributes, sub);
        }
        catch (Exception failure)
        {
            FailDownstream(failure);
            return;
        }
        Island.StartNewStages();
        if (ReferenceEquals(sub, _sub) && _demand)
            sub.PullPort();
    }

    protected override void OnCancel(Exception? cause)
    {
        var sub = _sub;
        _sub = null;
        sub?.CancelPort(cause);
        base.OnCancel(cause);
    }
}
