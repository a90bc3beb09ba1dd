namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// Brings back what actors await: a continuation is one more thing that is ready to run, not work
/// for the thread pool.
/// </summary>
internal sealed class SeededContinuations(SeededScheduler scheduler) : TaskScheduler
{
    [ThreadStatic]
    private static string? running;

    public override int MaximumConcurrencyLevel => 1;

    internal void Run(SeededScheduler.Work work)
    {
        var outer = running;
        var outerContext = SynchronizationContext.Current;
        running = work.Name;
        // A test's own context would take the actors' continuations to the thread pool.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = new Task(work.Run);
            task.RunSynchronously(this);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            running = outer;
            SynchronizationContext.SetSynchronizationContext(outerContext);
        }
    }

    protected override void QueueTask(Task task) =>
        scheduler.Add(
            new SeededScheduler.Work(
                $"{running ?? "elsewhere"} (continued)",
                () => TryExecuteTask(task)
            )
        );

    /// <summary>Other threads that complete what is awaited don't run what comes after.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        running is not null && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
