using ActorStream.Operations.Rewriting;
using ActorStream.Server.Hosting;
using ActorStream.Server.Observability;

namespace ActorStream.Server.Rewriting;

/// <summary>
/// What this process knows of rewrites: whether something was erased since the last one. Safe for any thread.
/// </summary>
internal sealed class RewriteLedger(ServerSettings settings, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _erasures;
    private long _covered;
    private long _dueTimestamp;
    private DateTimeOffset? _dueSince;
    private DateTimeOffset? _rewrittenAt;
    private RewriteNeed? _found;
    private bool _isRunning;
    private string? _problem;
    private bool _isLogDue;
    private bool _isLogPutOff;
    private string? _logProblem;

    /// <summary>Whether the journal's store needs rewrites at all.</summary>
    public bool Applies { get; } = settings.Journal == JournalKind.Postgres;

    /// <summary>Is set when a rewrite may have become due.</summary>
    public Signal Changed { get; } = new();

    /// <summary>How it stands; null where no rewrites are needed.</summary>
    public RewriteStanding? Standing
    {
        get
        {
            lock (_gate)
            {
                return Applies
                    ? new(
                        _dueSince is not null,
                        _dueSince,
                        _isRunning,
                        _rewrittenAt,
                        _problem,
                        _isLogDue,
                        _logProblem
                    )
                    : null;
            }
        }
    }

    /// <summary>The same, for who has just erased something: that may not have come here yet.</summary>
    public RewriteStanding? StandingAfterErasure =>
        Standing is { } standing ? standing with { IsDue = true } : null;

    /// <summary>
    /// The same as the database would say if all its rows were read; null before they were, once.
    /// </summary>
    public RewriteNeed? Known
    {
        get
        {
            lock (_gate)
            {
                return _found is null
                    ? null
                    : _found with
                    {
                        IsDue = _dueSince is not null,
                        RewrittenAt = _rewrittenAt,
                        IsLogDue = _isLogDue,
                    };
            }
        }
    }

    /// <summary>How long a rewrite has been due; null if none is.</summary>
    public TimeSpan? DueFor
    {
        get
        {
            lock (_gate)
                return _dueSince is null ? null : time.GetElapsedTime(_dueTimestamp);
        }
    }

    /// <summary>
    /// Whether the log is to be cleaned though the tables need no rewrite: it could not be, and trying again
    /// may help.
    /// </summary>
    public bool IsLogPutOff
    {
        get
        {
            lock (_gate)
                return _isLogPutOff;
        }
    }

    /// <summary>A conversation was erased.</summary>
    public void Erased()
    {
        lock (_gate)
        {
            _erasures++;
            BecomeDue();
        }

        Changed.Set();
    }

    /// <summary>The database says how it stood when the server started.</summary>
    public void Found(RewriteNeed need)
    {
        if (need.IsDue)
            Erased();
        lock (_gate)
        {
            _found = need;
            _rewrittenAt ??= need.RewrittenAt;
            _isLogDue = _isLogPutOff = need.IsLogDue;
        }
    }

    /// <summary>A rewrite begins: it covers what was erased until now.</summary>
    public long Begin()
    {
        lock (_gate)
        {
            _isRunning = true;
            return _erasures;
        }
    }

    /// <summary>It has ended.</summary>
    /// <param name="covers">What <see cref="Begin"/> has returned.</param>
    /// <param name="problem">Why it was not done; null if it was.</param>
    public void End(long covers, string? problem)
    {
        lock (_gate)
        {
            _isRunning = false;
            _problem = problem;
            if (problem is not null)
                return;
            _rewrittenAt = time.GetUtcNow();
            _covered = covers;
            _dueSince = null;
            // Not put off: whoever rewrites goes on with it.
            _isLogDue = true;
            if (_erasures > _covered)
                BecomeDue();
        }
    }

    /// <summary>The log was cleaned, or was not.</summary>
    /// <param name="problem">Why not; null if it was.</param>
    /// <param name="isPutOff">Whether it is tried again.</param>
    public void LogEnd(string? problem, bool isPutOff)
    {
        lock (_gate)
        {
            _isLogDue = problem is not null;
            (_logProblem, _isLogPutOff) = (problem, isPutOff);
        }
    }

    private void BecomeDue()
    {
        if (_dueSince is not null)
            return;
        _dueSince = time.GetUtcNow();
        _dueTimestamp = time.GetTimestamp();
    }
}

/// <summary>How rewrites stand.</summary>
/// <param name="IsDue">Whether rows of erased conversations may be in the tables' files.</param>
/// <param name="DueSince">Since when this process knows that.</param>
/// <param name="IsRunning">Whether one is under way.</param>
/// <param name="RewrittenAt">When the last one ended, whoever did it; null if that is not known.</param>
/// <param name="Problem">Why the last attempt was not one.</param>
/// <param name="IsLogDue">Whether the log may hold what is out of the tables' files.</param>
/// <param name="LogProblem">Why it was not cleaned.</param>
internal sealed record RewriteStanding(
    bool IsDue,
    DateTimeOffset? DueSince,
    bool IsRunning,
    DateTimeOffset? RewrittenAt,
    string? Problem,
    bool IsLogDue = false,
    string? LogProblem = null
);
