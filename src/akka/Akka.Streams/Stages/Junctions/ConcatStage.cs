using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>Emits all of the first input, then all of the second.</summary>
internal sealed class ConcatStage<T> : FanInStage<T>
{
    internal readonly Input First;
    internal readonly Input Second;
    private Input _active;
    private bool _demand;

    internal ConcatStage(Island island, Stage<T> down)
        : base(island, down)
    {
        First = new Input(this);
        Second = new Input(this);
        _active = First;
    }

    internal override void OnPull()
    {
        _demand = true;
        _active.PullDirect();
    }

    private void Finished(Input input)
    {
        if (!ReferenceEquals(input, _active))
            return;
        if (ReferenceEquals(input, Second) || Second.InClosed)
        {
            CompleteAll();
            return;
        }
        _active = Second;
        if (_demand)
            Second.PullPort();
    }

    protected override void CancelInputs(Exception? cause)
    {
        First.CancelPort(cause);
        Second.CancelPort(cause);
    }

    internal sealed class Input(ConcatStage<T> owner) : InPort<T>(owner.Island)
    {
        internal override void OnPush(T element)
        {
            owner._demand = false;
            owner.Down.OnPush(element);
        }

        internal void PullDirect() => Pull();

        protected override void OnUpstreamFinish()
        {
            Stop();
            owner.Finished(this);
        }

        protected override void OnUpstreamFailure(Exception cause)
        {
            Stop();
            owner.FailAll(cause);
        }
    }
}
