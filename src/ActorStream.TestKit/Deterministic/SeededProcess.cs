namespace ActorStream.TestKit.Deterministic;

/// <summary>
/// One actor system's part of a run. It is also the task scheduler under which all of it runs: what is
/// awaited comes back here as one more thing that is ready, instead of going to the thread pool.
/// </summary>
internal sealed class SeededProcess(SeededScheduler scheduler) : TaskScheduler
{
    private string? running;
    private Task? starting;

    public override int MaximumConcurrencyLevel => 1;

    internal SeededScheduler Scheduler => scheduler;

    /// <summary>Whether it was killed. What becomes ready afterwards never runs.</summary>
    internal bool IsGone { get; set; }

    internal void Add(string name, Action run) => scheduler.Add(new(name, this, run, null));

    /// <summary>Runs a piece of work on this thread, under this task scheduler.</summary>
    internal void Run(SeededScheduler.Work work)
    {
        var outer = running;
        var outerContext = SynchronizationContext.Current;
        running = work.Name;
        // A test's own context would take the continuations to the thread pool.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            if (work.Continuation is { } continuation)
            {
                TryExecuteTask(continuation);
                return;
            }
            var task = new Task(work.Action!);
            starting = task;
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
        scheduler.Add(new(running ?? "elsewhere", this, null, task));

    /// <summary>
    /// Only what is run here on purpose. A continuation waits for its turn: it must not run in the
    /// middle of whoever completed what it awaits.
    /// </summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (!ReferenceEquals(task, starting))
        {
            return false;
        }
        starting = null;
        return TryExecuteTask(task);
    }

    protected override IEnumerable<Task>? GetScheduledTasks() => null;
}
