using System.Threading.Channels;
using ActorStream.Operations.Rewriting;

namespace ActorStream.Server.Tests.Rewriting;

/// <summary>A rewrite that the test plays.</summary>
internal sealed class ScriptedRewrite : IJournalRewrite
{
    private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();

    /// <summary>What the database says at the start.</summary>
    public RewriteNeed Need { get; init; } = new(0, IsDue: false, null, 1000);

    /// <summary>How the cleanings of the log end, one after the other; then each ends well.</summary>
    public Queue<LogCleaning> Cleanings { get; } = [];

    /// <summary>The limits of the cleanings so far.</summary>
    public List<long?> Cleaned { get; } = [];

    /// <summary>The next one that was begun.</summary>
    public Task<Run> NextAsync() => _runs.Reader.ReadAsync().AsTask();

    public bool HasNext => _runs.Reader.TryPeek(out _);

    public Task<RewriteNeed> LookAsync(CancellationToken cancellation = default) =>
        Task.FromResult(Need);

    public Task PrepareAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public Task<RewriteResult> RunAsync(
        RewriteLimits limits,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var run = new Run(limits, progress);
        _runs.Writer.TryWrite(run);
        return run.Ended.WaitAsync(cancellation);
    }

    public Task<LogCleaning> CleanLogAsync(long? maxBytes, CancellationToken cancellation = default)
    {
        Cleaned.Add(maxBytes);
        return Task.FromResult(
            Cleanings.TryDequeue(out var next) ? next : new LogCleaning(LogOutcome.Clean)
        );
    }

    internal sealed class Run(RewriteLimits limits, Action<int, int>? progress)
    {
        private readonly TaskCompletionSource<RewriteResult> _end = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public RewriteLimits Limits => limits;

        public Task<RewriteResult> Ended => _end.Task;

        public void Tell(int done, int total) => progress?.Invoke(done, total);

        public void End(RewriteOutcome outcome = RewriteOutcome.Done, long bytes = 1000) =>
            _end.SetResult(
                new(outcome, bytes, outcome == RewriteOutcome.Done ? null : $"It was {outcome}.")
            );

        public void Fail(Exception cause) => _end.SetException(cause);
    }
}
