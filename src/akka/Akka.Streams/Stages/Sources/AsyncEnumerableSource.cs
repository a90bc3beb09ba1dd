using Akka.Dispatch;
using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>
/// Emits what an async enumerable yields, one element per demand. When the stream ends early, the
/// enumeration's token is cancelled and the enumerator disposed as soon as it can be.
/// </summary>
internal sealed class AsyncEnumerableSource<T>(
    Island island,
    Stage<T> down,
    Func<IAsyncEnumerable<T>> create
) : SourceStage<T>(island, down)
{
    private CancellationTokenSource? _cancellation;
    private IAsyncEnumerator<T>? _enumerator;
    private Resumption? _resumption;
    private ValueTask<bool> _moving;
    private bool _isMoving;
    private bool _finished; // by itself: nobody needs to be told to stop

    internal override void OnPull()
    {
        try
        {
            if (_enumerator is null)
            {
                _cancellation = new CancellationTokenSource();
                _enumerator = create().GetAsyncEnumerator(_cancellation.Token);
            }
            var moving = _enumerator.MoveNextAsync();
            if (moving.IsCompletedSuccessfully)
            {
                Moved(moving.Result);
                return;
            }
            _moving = moving;
        }
        catch (Exception failure)
        {
            _finished = true;
            FailStage(failure);
            return;
        }
        _isMoving = true;
        (_resumption ??= new Resumption(this)).Await(_moving);
    }

    internal override void OnResume()
    {
        if (!_isMoving)
            return;
        _isMoving = false;
        bool more;
        try
        {
            more = _moving.GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            _finished = true;
            if (Stopped)
                DisposeEnumerator();
            else
                FailStage(failure);
            return;
        }
        if (Stopped)
            DisposeEnumerator();
        else
            Moved(more);
    }

    private void Moved(bool more)
    {
        if (!more)
        {
            _finished = true;
            CompleteStage();
            return;
        }
        T element;
        try
        {
            element = _enumerator!.Current;
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        Push(element);
    }

    protected override void PostStop()
    {
        if (_enumerator is null)
            return;
        if (!_finished)
            CancelEnumeration();
        // An enumerator must not be disposed while it moves.
        if (!_isMoving)
            DisposeEnumerator();
    }

    private void CancelEnumeration()
    {
        try
        {
            _cancellation!.Cancel();
        }
        catch (AggregateException failure)
        {
            Complain(failure);
        }
    }

    private void DisposeEnumerator()
    {
        var enumerator = _enumerator;
        _enumerator = null;
        if (enumerator is not null)
            _ = DisposeAsync(enumerator, _cancellation!);
    }

    private async Task DisposeAsync(
        IAsyncEnumerator<T> enumerator,
        CancellationTokenSource cancellation
    )
    {
        try
        {
            await enumerator.DisposeAsync().ConfigureAwait(Continuations.FollowDispatcher);
        }
        catch (Exception failure)
        {
            Complain(failure);
        }
        cancellation.Dispose();
    }

    private void Complain(Exception failure) =>
        Island.Materializer.Logger.Log(
            Event.LogLevel.WarningLevel,
            failure,
            "An async enumerable failed after its stream had ended"
        );
}
