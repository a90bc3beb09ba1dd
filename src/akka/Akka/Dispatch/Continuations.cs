namespace Akka.Dispatch;

/// <summary>Where the engine's own code goes on after an await.</summary>
internal static class Continuations
{
    /// <summary>
    /// What to pass to <c>ConfigureAwait</c>. True where a dispatcher has installed a task scheduler of
    /// its own, a deterministic one for instance: what is awaited there comes back there. False on the
    /// pool, where there is nothing to come back to, and inside an actor's asynchronous handler, whose
    /// turn may be over by then.
    /// </summary>
    public static bool FollowDispatcher =>
        SynchronizationContext.Current is null
        && TaskScheduler.Current is var current
        && current != TaskScheduler.Default
        && current is not ActorTaskScheduler;

    /// <summary>
    /// How a task's source completes. Where a dispatcher takes the continuations there is nothing that
    /// could run inline for long; elsewhere the pool has to take them.
    /// </summary>
    public static TaskCreationOptions SourceOptions =>
        FollowDispatcher || TaskScheduler.Current is ActorTaskScheduler { Outer: not null }
            ? TaskCreationOptions.None
            : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>
    /// The same task, or one that completes where the dispatcher runs everything. What
    /// <c>WaitAsync</c> and the like hang on a task goes to the pool if its source says so, wherever
    /// they were called.
    /// </summary>
    public static Task<T> Here<T>(Task<T> task)
    {
        return FollowDispatcher && !task.IsCompleted ? Follow(task) : task;

        static async Task<T> Follow(Task<T> task) => await task;
    }

    /// <inheritdoc cref="Here{T}(Task{T})"/>
    public static Task Here(Task task)
    {
        return FollowDispatcher && !task.IsCompleted ? Follow(task) : task;

        static async Task Follow(Task task) => await task;
    }

    /// <summary>
    /// Runs work that outlives an actor's asynchronous handler where the actor's dispatcher runs
    /// everything, if it has such a place; otherwise here.
    /// </summary>
    public static Task OutsideHandler<T>(T state, Func<T, Task> work) =>
        TaskScheduler.Current is ActorTaskScheduler { Outer: { } outer }
            ? Task
                .Factory.StartNew(
                    () => work(state),
                    CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach,
                    outer
                )
                .Unwrap()
            : work(state);
}
