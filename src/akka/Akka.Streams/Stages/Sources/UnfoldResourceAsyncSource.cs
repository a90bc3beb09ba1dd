using Akka.Dispatch;
using Akka.Streams.Engine;
using Akka.Util;

namespace Akka.Streams.Stages.Sources;

/// <summary>Opens a resource, reads it to its end and closes it, all by tasks, one at a time.</summary>
internal sealed class UnfoldResourceAsyncSource<T, TResource>(
    Island island,
    Stage<T> down,
    (
        Func<Task<TResource>> Create,
        Func<TResource, Task<Option<T>>> Read,
        Func<TResource, Task<Done>> Close
    ) resource
) : SourceStage<T>(island, down)
{
    private TResource _opened = default!;
    private Task? _running;
    private Resumption? _resumption;
    private bool _isOpen;
    private bool _closing;

    internal override void OnPull()
    {
        try
        {
            _running = _isOpen ? resource.Read(_opened) : resource.Create();
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        Await();
    }

    private void Await()
    {
        if (_running!.IsCompleted)
            OnResume();
        else
            (_resumption ??= new Resumption(this)).Await(_running);
    }

    internal override void OnResume()
    {
        var ended = _running;
        _running = null;
        if (ended is null)
            return;
        if (TaskFailure.Of(ended) is { } failure)
        {
            FailStage(failure);
            CloseDetached();
            return;
        }
        switch (ended)
        {
            case Task<TResource> created when !_isOpen && !_closing:
                _opened = created.Result;
                _isOpen = true;
                if (Stopped)
                    CloseDetached();
                else
                    OnPull();
                break;
            case Task<Option<T>> read when !_closing:
                Emit(read.Result);
                break;
            default:
                CompleteStage();
                break;
        }
    }

    private void Emit(Option<T> read)
    {
        if (Stopped)
        {
            CloseDetached();
        }
        else if (read.HasValue)
        {
            Push(read.Value);
        }
        else
        {
            _isOpen = false;
            _closing = true;
            try
            {
                _running = resource.Close(_opened);
            }
            catch (Exception failure)
            {
                FailStage(failure);
                return;
            }
            Await();
        }
    }

    private void CloseDetached()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await resource.Close(_opened).ConfigureAwait(Continuations.FollowDispatcher);
        }
        catch (Exception failure)
        {
            Island.Materializer.Logger.Log(
                Event.LogLevel.WarningLevel,
                failure,
                "A stream's resource failed to close"
            );
        }
    }

    protected override void PostStop()
    {
        // What still runs closes the resource when it is done.
        if (_running is null)
            CloseDetached();
    }
}
