using Akka.Streams.Engine;

namespace Akka.Streams.Stages.Sources;

/// <summary>Emits the task's result.</summary>
internal sealed class TaskSource<T>(Island island, Stage<T> down, Task<T> task)
    : SourceStage<T>(island, down)
{
    private Resumption? _resumption;

    internal override void OnPull()
    {
        if (task.IsCompleted)
            OnResume();
        else
            (_resumption = new Resumption(this)).Await(task);
    }

    internal override void OnResume()
    {
        if (Stopped)
            return;
        if (TaskFailure.Of(task) is { } failure)
        {
            FailStage(failure);
            return;
        }
        Push(task.Result);
        CompleteStage();
    }

    protected override void PostStop() => _resumption?.Detach();
}
