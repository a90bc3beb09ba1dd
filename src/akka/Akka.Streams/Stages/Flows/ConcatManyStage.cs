using Akka.Streams.Blueprints;
using Akka.Streams.Engine;
using Akka.Streams.Stages.Junctions;

namespace Akka.Streams.Stages.Flows;

/// <summary>Makes a source of each element and emits them one after the other.</summary>
internal sealed class ConcatManyStage<TIn, TOut, TMat>(
    Island island,
    Attributes attributes,
    Stage<TOut> down,
    Func<TIn, IGraph<SourceShape<TOut>, TMat>> createSource
) : SupervisedStage<TIn, TOut>(island, attributes, down), ISubSourceOwner<TOut>
{
    private readonly Attributes _inherited = attributes;
    private SubSource<TOut>? _sub;
    private bool _demand;

    internal override void OnPull()
    {
        _demand = true;
        if (_sub is null)
            Pull();
        else
            _sub.PullPort();
    }

    internal override void OnPush(TIn element)
    {
        try
        {
            var node = createSource(element).Node();
            _sub = new SubSource<TOut>(Island, this);
            node.Build(Island, _inherited, _sub);
        }
        catch (Exception failure)
        {
            _sub = null;
            Supervise(failure);
            return;
        }
        var sub = _sub;
        Island.StartNewStages();
        if (ReferenceEquals(sub, _sub))
            sub.PullPort();
    }

    public void SubPushed(TOut element)
    {
        _demand = false;
        Down.OnPush(element);
    }

    public void SubFinished()
    {
        _sub = null;
        if (InClosed)
            CompleteDownstream();
        else if (_demand)
            PullLater();
    }

    public void SubFailed(Exception cause)
    {
        _sub = null;
        FailStage(cause);
    }

    protected override void OnUpstreamFinish()
    {
        if (_sub is null)
            CompleteDownstream();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        CancelSub(cause);
        FailDownstream(cause);
    }

    protected override void OnCancel(Exception? cause)
    {
        CancelSub(cause);
        base.OnCancel(cause);
    }

    private void CancelSub(Exception? cause)
    {
        var sub = _sub;
        _sub = null;
        sub?.CancelPort(cause);
    }
}
