using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Flows;

/// <summary>Groups of the given size; the last one may be smaller.</summary>
internal sealed class GroupedStage<T>(Island island, Stage<IEnumerable<T>> down, int size)
    : LinearStage<T, IEnumerable<T>>(island, down)
{
    private List<T>? _group;

    internal override void OnPush(T element)
    {
        _group ??= new List<T>(Math.Min(size, 16));
        _group.Add(element);
        if (_group.Count < size)
        {
            PullLater();
            return;
        }
        var full = _group;
        _group = null;
        Down.OnPush(full);
    }

    protected override void OnUpstreamFinish()
    {
        // What is in the group was asked for by a pull that is still unanswered.
        if (_group is { } rest)
        {
            _group = null;
            Down.OnPush(rest);
        }
        CompleteDownstream();
    }
}

/// <summary>Overlapping groups: a window over the stream.</summary>
internal sealed class SlidingStage<T>(Island island, Stage<IEnumerable<T>> down, int size, int step)
    : LinearStage<T, IEnumerable<T>>(island, down)
{
    private readonly List<T> _window = new(Math.Min(size, 16));
    private int _toSkip;
    private int _unseen; // elements of the window that no emitted window has shown

    internal override void OnPush(T element)
    {
        if (_toSkip > 0)
        {
            _toSkip--;
            PullLater();
            return;
        }
        _window.Add(element);
        _unseen++;
        if (_window.Count < size)
        {
            PullLater();
            return;
        }
        var full = _window.ToArray();
        _unseen = 0;
        if (step < size)
        {
            _window.RemoveRange(0, step);
        }
        else
        {
            _window.Clear();
            _toSkip = step - size;
        }
        Down.OnPush(full);
    }

    protected override void OnUpstreamFinish()
    {
        if (_unseen > 0)
            Down.OnPush(_window.ToArray());
        CompleteDownstream();
    }
}
