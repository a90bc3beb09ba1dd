namespace ActorStream.Server.Rewriting;

/// <summary>How long what failed rests before it is tried again: 5 s, then twice as long each time.</summary>
internal static class RetryPause
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">One after the other; after none there is no pause.</param>
    public static TimeSpan After(int failures) =>
        failures == 0
            ? TimeSpan.Zero
            : TimeSpan.FromTicks(
                Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 10))
            );
}
