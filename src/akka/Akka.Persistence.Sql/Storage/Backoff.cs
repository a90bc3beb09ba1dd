namespace Akka.Persistence.Sql.Storage;

/// <summary>
/// The pauses between attempts of one thing: each twice as long as the one before, up to a limit, and
/// each shortened by chance, so that those who lost a database together do not come back together.
/// </summary>
/// <param name="settings">How long.</param>
/// <param name="clock">Measures the pauses.</param>
/// <param name="chance">A number from 0 up to 1, drawn for each pause.</param>
internal sealed class Backoff(BackoffSettings settings, TimeProvider clock, Func<double> chance)
{
    private readonly long _started = clock.GetTimestamp();
    private TimeSpan _next = settings.First;

    /// <summary>The next pause: between half of its length and all of it.</summary>
    public TimeSpan Next()
    {
        var pause = _next * (0.5 + (chance() / 2));
        _next = _next * 2 > settings.Longest ? settings.Longest : _next * 2;
        return pause;
    }

    /// <summary>Waits before the next attempt.</summary>
    /// <returns>False, at once, when the patience does not last for it.</returns>
    public async Task<bool> PauseAsync(CancellationToken cancellation = default)
    {
        var pause = Next();
        if (clock.GetElapsedTime(_started) + pause >= settings.Patience)
            return false;
        await Task.Delay(pause, clock, cancellation);
        return true;
    }
}

/// <summary>How long attempts are apart.</summary>
/// <param name="First">The longest that the first pause may be.</param>
/// <param name="Longest">The longest that any pause may be.</param>
/// <param name="Patience">After so long there are no more attempts.</param>
internal sealed record BackoffSettings(TimeSpan First, TimeSpan Longest, TimeSpan Patience);
