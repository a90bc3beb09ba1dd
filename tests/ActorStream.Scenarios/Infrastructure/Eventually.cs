using System.Diagnostics;

namespace ActorStream.Scenarios.Infrastructure;

/// <summary>Waits for what another thread or process is about to do.</summary>
public static class Eventually
{
    /// <summary>Looks until it is so.</summary>
    /// <exception cref="ShouldAssertException">It was not so in time.</exception>
    public static async Task Become(Func<bool> so, TimeSpan within, Func<string> complaint)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var started = Stopwatch.GetTimestamp();
        while (!so())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
                throw new ShouldAssertException($"{complaint()} (after {within})");
            await pace.WaitForNextTickAsync();
        }
    }
}
