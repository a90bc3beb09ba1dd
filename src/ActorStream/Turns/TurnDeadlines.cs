using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using Akka.Actor;

namespace ActorStream.Turns;

/// <summary>Which of a turn's time-outs ran out.</summary>
internal enum TurnTimeout
{
    /// <summary>No first chunk.</summary>
    FirstChunk,

    /// <summary>No further chunk.</summary>
    Idle,

    /// <summary>The whole turn.</summary>
    Total,
}

/// <summary>A deadline came up; the conversation asks <see cref="TurnDeadlines"/> what it means.</summary>
internal sealed record DeadlineReached(TurnId TurnId, TurnTimeout Timeout)
    : INotInfluenceReceiveTimeout;

/// <summary>How long a turn may take. Zero switches a limit off.</summary>
/// <param name="FirstChunk">From the start to the first chunk.</param>
/// <param name="Idle">From one chunk to the next.</param>
/// <param name="Total">From the start to the end.</param>
public sealed record TurnTimeouts(TimeSpan FirstChunk, TimeSpan Idle, TimeSpan Total);

/// <summary>
/// The time-outs round a whole turn, as timers of the conversation rather than stages of its graph (see
/// docs/decisions/0003): the journal's own slowness is not the provider's silence, silence before the
/// first chunk is another thing than silence after it, and the timers follow virtual time.
/// </summary>
/// <remarks>
/// Silence is counted in quarters of the idle time-out, so a chunk costs one assignment and no clock is
/// read: it is noticed between the time-out and a quarter more.
/// </remarks>
internal sealed class TurnDeadlines(ITimerScheduler timers, TurnTimeouts timeouts)
{
    private const int IdleParts = 4;
    private bool _begun;
    private int _silentParts;

    /// <summary>The provider was asked.</summary>
    public void Start(TurnId turnId)
    {
        _begun = false;
        _silentParts = 0;
        Once(turnId, TurnTimeout.FirstChunk, timeouts.FirstChunk);
        Once(turnId, TurnTimeout.Total, timeouts.Total);
    }

    /// <summary>The provider said something.</summary>
    public void Heard(TurnId turnId)
    {
        _silentParts = 0;
        if (_begun)
            return;
        _begun = true;
        timers.Cancel(TurnTimeout.FirstChunk);
        if (timeouts.Idle > TimeSpan.Zero)
        {
            timers.StartPeriodicTimer(
                TurnTimeout.Idle,
                new DeadlineReached(turnId, TurnTimeout.Idle),
                timeouts.Idle / IdleParts
            );
        }
    }

    /// <summary>
    /// The provider waits for the conversation, not the other way round: what passes now is no silence.
    /// </summary>
    public void Waiting() => _silentParts = 0;

    /// <summary>What a deadline means: the failure of the turn, or null if it goes on.</summary>
    public TurnFailure? Judge(DeadlineReached deadline, bool writing)
    {
        var allowed = deadline.Timeout switch
        {
            TurnTimeout.FirstChunk => timeouts.FirstChunk,
            TurnTimeout.Idle => timeouts.Idle,
            _ => timeouts.Total,
        };
        if (deadline.Timeout == TurnTimeout.Idle)
        {
            if (writing)
                Waiting();
            else
                _silentParts++;
            if (_silentParts <= IdleParts)
                return null;
        }

        return TurnFailures.TimedOut(deadline.Timeout, allowed);
    }

    /// <summary>The turn has ended.</summary>
    public void Stop()
    {
        timers.Cancel(TurnTimeout.FirstChunk);
        timers.Cancel(TurnTimeout.Idle);
        timers.Cancel(TurnTimeout.Total);
    }

    private void Once(TurnId turnId, TurnTimeout timeout, TimeSpan after)
    {
        if (after > TimeSpan.Zero)
            timers.StartSingleTimer(timeout, new DeadlineReached(turnId, timeout), after);
    }
}
