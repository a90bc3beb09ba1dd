namespace Akka.TestKit.Extensions;

/// <summary>Waits for tasks, but not for ever.</summary>
public static class TaskExtensions
{
    /// <summary>Whether a task ends in time.</summary>
    public static async Task<bool> AwaitWithTimeout(
        this Task parentTask,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(parentTask);
        await Task.WhenAny(parentTask, Task.Delay(timeout, TimeProvider.System, cancellationToken));
        return parentTask.IsCompleted;
    }

    /// <summary>A task's result.</summary>
    /// <exception cref="TaskCanceledException">It isn't there in time.</exception>
    public static async Task<T> WithTimeout<T>(
        this Task<T> parentTask,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    ) =>
        await parentTask.AwaitWithTimeout(timeout, cancellationToken)
            ? await parentTask
            : throw new TaskCanceledException($"The task did not end within {timeout}.");

    /// <summary>Fails unless a task ends in time and well.</summary>
    /// <exception cref="TimeoutException">It doesn't end in time.</exception>
    public static async Task ShouldCompleteWithin(
        this Task task,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
    {
        await InTime(task, timeout, because, becauseArgs);
        await task;
    }

    /// <summary>A task's result; fails unless it is there in time.</summary>
    /// <exception cref="TimeoutException">It isn't there in time.</exception>
    public static async Task<T> ShouldCompleteWithin<T>(
        this Task<T> task,
        TimeSpan timeout,
        string because = "",
        params object[] becauseArgs
    )
    {
        await InTime(task, timeout, because, becauseArgs);
        return await task;
    }

    private static async Task InTime(Task task, TimeSpan timeout, string because, object[] args)
    {
        if (!await task.AwaitWithTimeout(timeout))
        {
            throw new TimeoutException(
                $"Expected the task to end within {timeout} {string.Format(because, args)}"
            );
        }
    }
}
