using Akka.Streams.Blueprints;
using Akka.Streams.Dsl;
using Akka.Streams.Engine;
using Akka.Streams.Stages.Junctions;

namespace Akka.Streams.Stages.Sources;

/// <summary>A source that is known only when the stream runs; it is built into the island.</summary>
internal abstract class LaterSource<T, TMat>(Island island, Attributes attributes, Stage<T> down)
    : SourceStage<T>(island, down),
        ISubSourceOwner<T>
{
    private readonly Promise<TMat> _materialized = new(island);
    private SubSource<T>? _sub;
    private bool _demand;

    internal Task<TMat> Materialized => _materialized.Task;

    internal override void OnPull()
    {
        _demand = true;
        if (_sub is null)
            Wanted();
        else
            _sub.PullPort();
    }

    protected virtual void Wanted() { }

    protected void Switch(Source<T, TMat> source)
    {
        _sub = new SubSource<T>(Island, this);
        TMat materialized;
        try
        {
            materialized = source.Node.Build(Island, attributes, _sub);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }
        _materialized.Succeed(materialized);
        Island.StartNewStages();
        if (_demand && !Stopped)
            _sub.PullPort();
    }

    protected void Fail(Exception cause)
    {
        _materialized.Fail(cause);
        FailStage(cause);
    }

    public void SubPushed(T element)
    {
        _demand = false;
        Down.OnPush(element);
    }

    public void SubFinished() => CompleteStage();

    public void SubFailed(Exception cause) => FailStage(cause);

    protected override void OnCancel(Exception? cause)
    {
        _materialized.Fail(
            cause ?? new StreamDetachedException("Stream cancelled before its source")
        );
        _sub?.CancelPort(cause);
        Stop();
    }

    protected override void OnAbort(Exception cause) => _materialized.Fail(cause);
}

internal sealed class TaskSourceSource<T, TMat>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Task<Source<T, TMat>> task
) : LaterSource<T, TMat>(island, attributes, down)
{
    internal override void PreStart()
    {
        if (task.IsCompleted)
            OnResume();
        else
            new Resumption(this).Await(task);
    }

    internal override void OnResume()
    {
        if (Stopped)
            return;
        if (TaskFailure.Of(task) is { } failure)
            Fail(failure);
        else
            Switch(task.Result);
    }
}

/// <summary>Makes its source at the first demand.</summary>
internal sealed class LazySource<T, TMat>(
    Island island,
    Attributes attributes,
    Stage<T> down,
    Func<Source<T, TMat>> create
) : LaterSource<T, TMat>(island, attributes, down)
{
    protected override void Wanted()
    {
        Source<T, TMat> source;
        try
        {
            source = create();
        }
        catch (Exception failure)
        {
            Fail(failure);
            return;
        }
        Switch(source);
    }
}
