using System.Runtime.ExceptionServices;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    // Restarting begins a new generation, so that what the failed instance still awaited comes to nothing.
    private int _taskGeneration;

    internal int TaskGeneration => _taskGeneration;

    internal bool HasFailed => IsFailed;

    internal static void Rethrow(Task task)
    {
        if (task.IsCanceled)
            throw new TaskCanceledException(task);
        ExceptionDispatchInfo.Capture(task.Exception!.InnerExceptions[0]).Throw();
    }

    internal void UseMessage(object? message, IActorRef? sender)
    {
        _currentMessage = message;
        _sender = sender;
    }

    private static void RunActorTask(ActorTask task)
    {
        if (task.Scheduler is { } scheduler)
            scheduler.Run(task.Task);
        else
            task.Task.RunSynchronously(TaskScheduler.Default);
    }
}
