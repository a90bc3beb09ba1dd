using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Puts a separator between elements, and optionally a start and an end around them.</summary>
internal sealed class IntersperseStage<T>(
    Island island,
    Stage<T> down,
    bool framed,
    T start,
    T inject,
    T end
) : LinearStage<T, T>(island, down)
{
    private T _held = default!;
    private bool _isHeld;
    private bool _startSent;
    private bool _any;
    private bool _demand;

    internal override void OnPull()
    {
        if (_isHeld)
        {
            _isHeld = false;
            var held = _held;
            _held = default!;
            Down.OnPush(held);
            if (InClosed && !framed)
                CompleteDownstream();
            return;
        }
        if (InClosed)
        {
            Finish();
            return;
        }
        _demand = true;
        if (framed && !_startSent)
        {
            _startSent = true;
            _demand = false;
            Push(start);
            return;
        }
        Pull();
    }

    internal override void OnPush(T element)
    {
        _demand = false;
        if (!_any)
        {
            _any = true;
            Down.OnPush(element);
            return;
        }
        _held = element;
        _isHeld = true;
        Push(inject);
    }

    protected override void OnUpstreamFinish()
    {
        if (_isHeld)
            return;
        if (!framed)
            CompleteDownstream();
        else if (_demand)
            Finish();
    }

    private void Finish()
    {
        if (!_startSent)
        {
            // An empty stream still gets its frame: the start now, the end at the next pull.
            _startSent = true;
            _demand = false;
            Push(start);
            return;
        }
        Push(end);
        CompleteDownstream();
    }
}
