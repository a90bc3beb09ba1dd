namespace ActorStream.Turns.Demo;

/// <summary>
/// An even pace: chunk <c>n</c> is due <c>n</c> intervals after the start, however late the one before
/// was. Belongs to one answer.
/// </summary>
/// <remarks>
/// A periodic timer would lose what it is late by. All timers that a busy moment holds up go off together
/// after it, and from then on together for ever: a thousand streams would speak in chorus, which no
/// thousand models do.
/// </remarks>
internal sealed class DemoPace
{
    /// <summary>No timer counts further, and no turn lasts so long.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly double _interval;
    private long _given;

    /// <summary>Starts now.</summary>
    /// <param name="chunksPerSecond">More than 0.</param>
    /// <param name="time">Whose timers say when a chunk is due.</param>
    public DemoPace(double chunksPerSecond, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _interval = Math.Min(1 / chunksPerSecond, LongestInterval.TotalSeconds);
    }

    /// <summary>Ends when the next chunk is due; at once if it is overdue.</summary>
    public Task NextAsync(CancellationToken cancellation)
    {
        var due = TimeSpan.FromSeconds(++_given * _interval);
        var left = due - _time.GetElapsedTime(_start);
        if (left <= TimeSpan.Zero)
        {
            return cancellation.IsCancellationRequested
                ? Task.FromCanceled(cancellation)
                : Task.CompletedTask;
        }

        // A timer drops the part of a millisecond, and a chunk must not be early.
        return Task.Delay(
            TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)),
            _time,
            cancellation
        );
    }
}
