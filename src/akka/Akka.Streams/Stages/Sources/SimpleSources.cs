using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

internal sealed class SingleSource<T>(Island island, Stage<T> down, T element)
    : SourceStage<T>(island, down)
{
    internal override void OnPull()
    {
        Push(element);
        CompleteStage();
    }
}

internal sealed class EmptySource<T>(Island island, Stage<T> down) : SourceStage<T>(island, down)
{
    internal override void PreStart() => CompleteStage();
}

internal sealed class FailedSource<T>(Island island, Stage<T> down, Exception cause)
    : SourceStage<T>(island, down)
{
    internal override void PreStart() => FailStage(cause);
}

internal sealed class NeverSource<T>(Island island, Stage<T> down) : SourceStage<T>(island, down);

internal sealed class RepeatSource<T>(Island island, Stage<T> down, T element)
    : SourceStage<T>(island, down)
{
    internal override void OnPull() => Push(element);
}

/// <summary>Emits what the enumerators yield, over and over.</summary>
internal sealed class CycleSource<T>(Island island, Stage<T> down, Func<IEnumerator<T>> create)
    : SourceStage<T>(island, down)
{
    private IEnumerator<T>? _current;

    internal override void OnPull()
    {
        T element;
        try
        {
            if (_current is null || !_current.MoveNext())
            {
                _current?.Dispose();
                _current = create();
                if (!_current.MoveNext())
                    throw new ArgumentException("empty iterator");
            }
            element = _current.Current;
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        Push(element);
    }

    protected override void PostStop() => _current?.Dispose();
}

/// <summary>One element, or none, decided from outside by a promise.</summary>
internal sealed class MaybeSource<T> : SourceStage<T>
{
    private readonly TaskCompletionSource<T> _decision = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Resumption? _resumption;
    private bool _demand;

    internal MaybeSource(Island island, Stage<T> down)
        : base(island, down) { }

    internal TaskCompletionSource<T> Decision => _decision;

    internal override void PreStart()
    {
        if (_decision.Task.IsCompleted)
            OnResume();
        else
            (_resumption = new Resumption(this)).Await(_decision.Task);
    }

    internal override void OnPull()
    {
        _demand = true;
        if (_decision.Task.IsCompleted)
            OnResume();
    }

    internal override void OnResume()
    {
        if (Stopped)
            return;
        if (TaskFailure.Of(_decision.Task) is { } failure)
        {
            FailStage(failure);
            return;
        }
        // The default value stands for no element.
        if (EqualityComparer<T>.Default.Equals(_decision.Task.Result, default!))
        {
            CompleteStage();
        }
        else if (_demand)
        {
            Push(_decision.Task.Result);
            CompleteStage();
        }
    }

    protected override void OnCancel(Exception? cause)
    {
        _decision.TrySetResult(default!);
        Stop();
    }

    protected override void OnAbort(Exception cause) => _decision.TrySetException(cause);
}
