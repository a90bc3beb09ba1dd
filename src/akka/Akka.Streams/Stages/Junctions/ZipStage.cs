using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>Emits what the function makes of one element of each input.</summary>
internal sealed class ZipStage<T1, T2, TOut> : FanInStage<TOut>
{
    internal readonly Input<T1> Left;
    internal readonly Input<T2> Right;
    private readonly Func<T1, T2, TOut> _combine;

    internal ZipStage(Island island, Stage<TOut> down, Func<T1, T2, TOut> combine)
        : base(island, down)
    {
        _combine = combine;
        Left = new Input<T1>(this);
        Right = new Input<T2>(this);
    }

    internal override void OnPull()
    {
        Left.PullPort();
        Right.PullPort();
    }

    private void Filled()
    {
        if (!Left.Has || !Right.Has)
            return;
        TOut combined;
        try
        {
            combined = _combine(Left.Take(), Right.Take());
            if (combined is null)
                throw MissingElement.Failure();
        }
        catch (Exception failure)
        {
            FailAll(failure);
            return;
        }
        Down.OnPush(combined);
        if (Left.InClosed || Right.InClosed)
            CompleteAll();
    }

    protected override void CancelInputs(Exception? cause)
    {
        Left.CancelPort(cause);
        Right.CancelPort(cause);
    }

    internal sealed class Input<T>(ZipStage<T1, T2, TOut> owner) : InPort<T>(owner.Island)
    {
        private T _held = default!;

        internal bool Has { get; private set; }

        internal T Take()
        {
            var held = _held;
            _held = default!;
            Has = false;
            return held;
        }

        internal override void OnPush(T element)
        {
            _held = element;
            Has = true;
            owner.Filled();
        }

        protected override void OnUpstreamFinish()
        {
            Stop();
            // A pair may still come of an element that is already here.
            if (!Has)
                owner.CompleteAll();
        }

        protected override void OnUpstreamFailure(Exception cause)
        {
            Stop();
            owner.FailAll(cause);
        }
    }
}
