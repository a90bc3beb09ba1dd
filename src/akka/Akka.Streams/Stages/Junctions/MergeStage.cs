using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Junctions;

/// <summary>Emits whatever input has an element, in turn when both have.</summary>
internal sealed class MergeStage<T>(Island island, Stage<T> down, bool eagerComplete)
    : FanInStage<T>(island, down)
{
    private readonly List<IMergeInput<T>> _inputs = new(2);
    private RingBuffer<IMergeInput<T>> _ready;
    private bool _demand;
    private bool _anyFinished;
    private int _open;

    internal Stage<TIn> AddInput<TIn>()
    {
        var input = new MergeInput<TIn, T>(Island, this);
        _inputs.Add(input);
        _open++;
        return input;
    }

    internal override void OnPull()
    {
        if (_ready.Count == 0)
        {
            _demand = true;
            return;
        }
        var input = _ready.Dequeue();
        Down.OnPush(input.Take());
        if (Stopped)
            return;
        input.Next();
        CompleteIfDrained();
    }

    /// <summary>Says whether the element was passed on; otherwise the input holds it.</summary>
    internal bool Offer(IMergeInput<T> input, T element)
    {
        if (!_demand)
        {
            _ready.Enqueue(input);
            return false;
        }
        _demand = false;
        Down.OnPush(element);
        return true;
    }

    internal void InputFinished()
    {
        _open--;
        _anyFinished = true;
        CompleteIfDrained();
    }

    private void CompleteIfDrained()
    {
        if (_ready.Count == 0 && (_open == 0 || (eagerComplete && _anyFinished)))
            CompleteAll();
    }

    protected override void CancelInputs(Exception? cause)
    {
        foreach (var input in _inputs)
            input.End(cause);
    }
}

internal interface IMergeInput<out T>
{
    T Take();
    void Next();
    void End(Exception? cause);
}

internal sealed class MergeInput<TIn, T>(Island island, MergeStage<T> merge)
    : InPort<TIn>(island),
        IMergeInput<T>
{
    private TIn _held = default!;

    internal override void PreStart() => PullLater();

    internal override void OnPush(TIn element)
    {
        if (merge.Offer(this, Convert(element)))
            PullLater();
        else
            _held = element;
    }

    public T Take()
    {
        var held = _held;
        _held = default!;
        return Convert(held);
    }

    public void Next() => PullLater();

    public void End(Exception? cause) => CancelPort(cause);

    protected override void OnUpstreamFinish()
    {
        Stop();
        merge.InputFinished();
    }

    protected override void OnUpstreamFailure(Exception cause)
    {
        Stop();
        merge.FailAll(cause);
    }

    // Boxes nothing: the compiler drops the detour through object when the types are the same.
    private static T Convert(TIn element) => (T)(object)element!;
}
