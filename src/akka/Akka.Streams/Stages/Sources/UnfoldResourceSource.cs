using Akka.Streams.Engine;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Stages.Sources;

/// <summary>Opens a resource at the first demand, reads it to its end, and closes it once.</summary>
internal sealed class UnfoldResourceSource<T, TResource>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    (Func<TResource> Create, Func<TResource, Option<T>> Read, Action<TResource> Close) resource
) : SourceStage<T>(island, down)
{
    private TResource _opened = default!;
    private bool _isOpen;

    internal override void OnPull()
    {
        while (!Stopped)
        {
            Option<T> read;
            try
            {
                if (!_isOpen)
                {
                    _opened = resource.Create();
                    _isOpen = true;
                }
                read = resource.Read(_opened);
            }
            catch (Exception failure)
            {
                if (!_isOpen || !Survives(failure))
                {
                    FailStage(failure);
                    return;
                }
                continue;
            }
            if (read.HasValue)
                Push(read.Value);
            else
                Finish();
            return;
        }
    }

    private bool Survives(Exception failure)
    {
        var directive = Island.Decide(attributes, failure);
        if (directive == Directive.Restart)
            CloseQuietly();
        return directive != Directive.Stop;
    }

    private void Finish()
    {
        try
        {
            Close();
        }
        catch (Exception failure)
        {
            FailStage(failure);
            return;
        }
        CompleteStage();
    }

    private void Close()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        resource.Close(_opened);
    }

    private void CloseQuietly()
    {
        try
        {
            Close();
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

    protected override void PostStop() => CloseQuietly();
}
