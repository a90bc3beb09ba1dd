namespace Akka.Streams.Engine;

internal static class TaskFailure
{
    /// <summary>Why an ended task has no element; null when it has one.</summary>
    internal static Exception? OfElement<T>(Task<T> task) =>
        Of(task) ?? (task.Result is null ? MissingElement.Failure() : null);

    /// <summary>Why an ended task has no result; null when it has one.</summary>
    internal static Exception? Of(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return null;
        if (task.IsCanceled)
            return new TaskCanceledException(task);
        var all = task.Exception!;
        return all.InnerExceptions.Count == 1 ? all.InnerExceptions[0] : all;
    }
}
