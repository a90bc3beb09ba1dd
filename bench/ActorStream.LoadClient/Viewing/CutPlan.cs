using System.Diagnostics;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Viewing;

/// <summary>
/// When and how a viewer's connection breaks: at random, on average <c>perSecond</c> times a second,
/// at any byte of what has just arrived. Seeded, so that the choices of a run can be repeated.
/// </summary>
internal sealed class CutPlan(Random random, double perSecond)
{
    private long _next = long.MaxValue;

    /// <summary>Draws the moment of the next cut.</summary>
    public void Restart()
    {
        if (perSecond > 0)
        {
            var seconds = -Math.Log(1 - random.NextDouble()) / perSecond;
            _next = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        }
    }

    /// <summary>
    /// Whether to cut now, and after how many of the <paramref name="received"/> bytes.
    /// </summary>
    public bool IsDue(int received, out int keep)
    {
        keep = received;
        if (Stopwatch.GetTimestamp() < _next)
        {
            return false;
        }

        keep = random.Next(received + 1);
        return true;
    }

    /// <summary>How to go.</summary>
    public Leaving How() => (Leaving)random.Next(3);

    /// <summary>How long to stay away.</summary>
    public TimeSpan Pause() => TimeSpan.FromMilliseconds(random.Next(0, 200));
}
