using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Runs the pieces of an asynchronous handler in the actor's turn, with its context.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    private readonly int _generation;
    private readonly object? _message;
    private readonly IActorRef? _sender;

    internal ActorTaskScheduler(ActorCell cell, int generation, Envelope current)
    {
        Outer = TaskScheduler.Current switch
        {
            ActorTaskScheduler outer => outer.Outer,
            var own when own == Default => null,
            var own => own,
        };
        _cell = cell;
        _generation = generation;
        _message = current.Message;
        _sender = current.Sender;
    }

    /// <summary>What the actor's dispatcher runs everything under, if it has something of its own.</summary>
    internal TaskScheduler? Outer { get; }

    /// <summary>The message whose handler's piece runs.</summary>
    public object? CurrentMessage => _message;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs an action as part of the current message.</summary>
    public static void RunTask(Action action) =>
        RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });

    /// <summary>
    /// Runs asynchronous work as part of the current message: until its task has ended the actor processes no
    /// other message, and if the task fails the actor does.
    /// </summary>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell =
            InternalCurrentActorCellKeeper.Current
            ?? throw new InvalidOperationException(
                "Cannot call RunTask when there is no active actor."
            );
        var scheduler = new ActorTaskScheduler(cell, cell.TaskGeneration, cell.CurrentEnvelope);
        var start = new Task<Task>(
            asyncAction,
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach
        );
        start.RunSynchronously(scheduler);
        var task = start.IsCompletedSuccessfully ? start.Result : start;
        if (task.IsCompletedSuccessfully)
            return;
        if (task.IsCompleted)
        {
            ActorCell.Rethrow(task);
            return;
        }

        cell.Mailbox.BeginAwait();
        _ = task.ContinueWith(
            static (ended, state) => ((ActorTaskScheduler)state!).Complete(ended),
            scheduler,
            CancellationToken.None,
            TaskContinuationOptions.None,
            scheduler
        );
    }

    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    protected override void QueueTask(Task task)
    {
        if (task.CreationOptions.HasFlag(TaskCreationOptions.LongRunning))
        {
            new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
            return;
        }

        ((IInternalActorRef)_cell.Self).SendSystemMessage(new ActorTask(task, this));
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (
            taskWasPreviouslyQueued
            || !ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell)
        )
            return false;
        if (_generation != _cell.TaskGeneration)
            return false;
        OnBeforeTaskStarted();
        try
        {
            return TryExecuteTask(task);
        }
        finally
        {
            OnAfterTaskCompleted();
        }
    }

    /// <summary>Called on the actor's thread before each piece.</summary>
    protected virtual void OnBeforeTaskStarted() { }

    /// <summary>Called on the actor's thread after each piece.</summary>
    protected virtual void OnAfterTaskCompleted() { }

    internal void Run(Task task)
    {
        if (_generation != _cell.TaskGeneration)
            return;
        _cell.UseMessage(_message, _sender);
        OnBeforeTaskStarted();
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            OnAfterTaskCompleted();
            if (!_cell.HasFailed)
                _cell.UseMessage(null, null);
        }
    }

    private void Complete(Task ended)
    {
        _cell.Mailbox.EndAwait();
        if (ended.IsCompletedSuccessfully)
        {
            _cell.CheckReceiveTimeout();
            return;
        }

        try
        {
            ActorCell.Rethrow(ended);
        }
#pragma warning disable CA1031 // Whatever an actor throws, its supervisor decides.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _cell.HandleInvokeFailure(e);
        }
    }
}
