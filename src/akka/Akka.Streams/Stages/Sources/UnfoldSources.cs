using Akka.Streams.Engine;
using Akka.Util;

namespace Akka.Streams.Stages.Sources;

internal sealed class UnfoldSource<TState, T>(
    Island island,
    Stage<T> down,
    TState state,
    Func<TState, Option<(TState, T)>> unfold
) : SourceStage<T>(island, down)
{
    private TState _state = state;

    internal override void OnPull()
    {
        Option<(TState, T)> next;
        try
        {
            next = unfold(_state);
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        if (!next.HasValue)
        {
            CompleteStage();
            return;
        }
        (_state, var element) = next.Value;
        Push(element);
    }
}

internal sealed class UnfoldInfiniteSource<TState, T>(
    Island island,
    Stage<T> down,
    TState state,
    Func<TState, (TState, T)> unfold
) : SourceStage<T>(island, down)
{
    private TState _state = state;

    internal override void OnPull()
    {
        T element;
        try
        {
            (_state, element) = unfold(_state);
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        Push(element);
    }
}

/// <summary>
/// Asks for the next state and element at each demand; one question at a time. An answer that is
/// already there is emitted without a detour.
/// </summary>
internal sealed class UnfoldAsyncSource<TState, T>(
    Island island,
    Stage<T> down,
    TState state,
    Func<TState, Task<Option<(TState, T)>>> unfold
) : SourceStage<T>(island, down)
{
    private TState _state = state;
    private Task<Option<(TState, T)>>? _asking;
    private Resumption? _resumption;

    internal override void OnPull()
    {
        try
        {
            _asking = unfold(_state);
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        if (_asking.IsCompleted)
            OnResume();
        else
            (_resumption ??= new Resumption(this)).Await(_asking);
    }

    internal override void OnResume()
    {
        if (Stopped || _asking is null)
            return;
        var answer = _asking;
        _asking = null;
        if (TaskFailure.Of(answer) is { } failure)
        {
            FailStage(failure);
            return;
        }
        var next = answer.Result;
        if (!next.HasValue)
        {
            CompleteStage();
            return;
        }
        (_state, var element) = next.Value;
        Push(element);
    }

    protected override void PostStop() => _resumption?.Detach();
}
