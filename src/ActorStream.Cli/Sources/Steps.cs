namespace ActorStream.Cli.Sources;

/// <summary>How far a long command is.</summary>
internal readonly record struct Steps(long Done, long Total);

/// <summary>Between what counts and what shows.</summary>
internal static class StepsOfProgress
{
    /// <summary>Reports what is done of this total.</summary>
    public static IProgress<long>? Of(this IProgress<Steps>? progress, long total) =>
        progress is null ? null : new Counter(progress, total);

    private sealed class Counter(IProgress<Steps> progress, long total) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new(value, total));
    }
}
