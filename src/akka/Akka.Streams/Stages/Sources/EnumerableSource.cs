using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>
/// Emits what an enumerable yields. It looks one element ahead, so that the stream completes with
/// its last element rather than at the next demand.
/// </summary>
internal sealed class EnumeratorSource<T>(Island island, Stage<T> down, Func<IEnumerator<T>> create)
    : SourceStage<T>(island, down)
{
    private IEnumerator<T>? _current;

    internal override void OnPull()
    {
        T element;
        try
        {
            if (_current is null)
            {
                _current = create();
                if (!_current.MoveNext())
                {
                    CompleteStage();
                    return;
                }
            }
            element = _current.Current;
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        Push(element);
        if (!Stopped)
            LookAhead();
    }

    private void LookAhead()
    {
        try
        {
            if (_current!.MoveNext())
                return;
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        CompleteStage();
    }

    protected override void PostStop() => _current?.Dispose();
}

internal sealed class ArraySource<T>(Island island, Stage<T> down, T[] elements)
    : SourceStage<T>(island, down)
{
    private readonly T[] _elements = elements;
    private int _next;

    internal override void PreStart()
    {
        if (_elements.Length == 0)
            CompleteStage();
    }

    internal override void OnPull()
    {
        Push(_elements[_next++]);
        if (_next == _elements.Length)
            CompleteStage();
    }
}
