namespace ActorStream.Views;

/// <summary>Tasks that an asynchronous stage of a stream waits for.</summary>
public static class StageTasks
{
    /// <summary>
    /// The same task, which fails where it would be cancelled. Before 1.5.33 Akka.NET takes a cancelled task for
    /// a failure without a cause, and a stream that fails without one ends without telling anybody.
    /// </summary>
    /// <param name="task">What the stage would wait for.</param>
    public static Task FailingIfCancelled(this Task task) =>
        task.IsCompletedSuccessfully ? task : WatchAsync(task);

    /// <inheritdoc cref="FailingIfCancelled(Task)" />
    public static Task<T> FailingIfCancelled<T>(this Task<T> task) =>
        task.IsCompletedSuccessfully ? task : WatchAsync(task);

    private static async Task WatchAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException cancelled)
        {
            throw Failure(cancelled);
        }
    }

    private static async Task<T> WatchAsync<T>(Task<T> task)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException cancelled)
        {
            throw Failure(cancelled);
        }
    }

    private static InvalidOperationException Failure(OperationCanceledException cancelled) =>
        new("What a stream waited for was cancelled.", cancelled);
}
