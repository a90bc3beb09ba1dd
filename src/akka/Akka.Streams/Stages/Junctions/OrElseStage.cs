using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>Emits the second input when the first one completes without an element.</summary>
internal sealed class OrElseStage<T> : FanInStage<T>
{
    internal readonly Input Primary;
    internal readonly Input Secondary;
    private Input _active;
    private bool _demand;

    internal OrElseStage(Island island, Stage<T> down)
        : base(island, down)
    {
        Primary = new Input(this);
        Secondary = new Input(this);
        _active = Primary;
    }

    internal override void OnPull()
    {
        _demand = true;
        _active.PullDirect();
    }

    private void Pushed(Input input, T element)
    {
        _demand = false;
        if (ReferenceEquals(input, Primary))
            Secondary.CancelPort(null);
        Down.OnPush(element);
    }

    private void Finished(Input input)
    {
        if (!ReferenceEquals(input, _active))
            return;
        if (ReferenceEquals(input, Secondary) || Secondary.InClosed)
        {
            CompleteAll();
            return;
        }
        _active = Secondary;
        if (_demand)
            Secondary.PullPort();
    }

    protected override void CancelInputs(Exception? cause)
    {
        Primary.CancelPort(cause);
        Secondary.CancelPort(cause);
    }

    internal sealed class Input(OrElseStage<T> owner) : InPort<T>(owner.Island)
    {
        internal override void OnPush(T element) => owner.Pushed(this, element);

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
