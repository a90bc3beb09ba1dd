namespace ActorStream.Retention;

/// <summary>What may be kept of one tenant's conversations; null means no limit.</summary>
/// <param name="MaxAge">Since a conversation's last event.</param>
/// <param name="MaxEvents">Stored events of all of a tenant's conversations.</param>
/// <param name="MaxBytes">The same in bytes of payload.</param>
public sealed record RetentionLimits(
    TimeSpan? MaxAge = null,
    long? MaxEvents = null,
    long? MaxBytes = null
)
{
    /// <summary>Everything is kept.</summary>
    public static RetentionLimits None { get; } = new();
}

/// <summary>A conversation as retention sees it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Tenant">Whose it is; null is a tenant like any other.</param>
/// <param name="UpdatedAt">When its last event was decided.</param>
/// <param name="IsRunning">Whether a turn is open: then it is never erased.</param>
/// <param name="Events">Stored events.</param>
/// <param name="Bytes">Bytes of payload, 0 where nobody counts them.</param>
public sealed record RetentionCandidate(
    string Id,
    string? Tenant,
    DateTimeOffset UpdatedAt,
    bool IsRunning,
    long Events,
    long Bytes
);

/// <summary>Why a conversation has to go.</summary>
public enum RetentionReason
{
    /// <summary>Nothing has happened in it for too long.</summary>
    Age,

    /// <summary>Its tenant, or all together, have too much, and of what may go this is the oldest.</summary>
    Size,
}

/// <summary>A conversation that has to go.</summary>
public sealed record RetentionVerdict(RetentionCandidate Candidate, RetentionReason Reason);

/// <summary>Decides which conversations go. Pure.</summary>
public static class RetentionPolicy
{
    /// <summary>The conversations that go, oldest first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="candidates">Every conversation, in any order.</param>
    /// <param name="limitsOf">A tenant's limits.</param>
    /// <param name="maxTotalBytes">What all tenants together may have in bytes of payload.</param>
    public static IReadOnlyList<RetentionVerdict> Decide(
        DateTimeOffset now,
        IReadOnlyList<RetentionCandidate> candidates,
        Func<string?, RetentionLimits> limitsOf,
        long? maxTotalBytes = null
    )
    {
        var verdicts = new List<RetentionVerdict>();
        foreach (var ofTenant in candidates.GroupBy(one => one.Tenant, StringComparer.Ordinal))
            Decide(now, ofTenant, limitsOf(ofTenant.Key), verdicts);
        if (maxTotalBytes is { } most)
        {
            // Whatever the tenants' own limits leave over.
            var going = verdicts.Select(verdict => verdict.Candidate).ToHashSet();
            var left = candidates.Where(one => !going.Contains(one));
            Decide(now, left, new RetentionLimits(MaxBytes: most), verdicts);
        }

        verdicts.Sort(static (a, b) => Compare(a.Candidate, b.Candidate));
        return verdicts;
    }

    private static void Decide(
        DateTimeOffset now,
        IEnumerable<RetentionCandidate> candidates,
        RetentionLimits limits,
        List<RetentionVerdict> verdicts
    )
    {
        if (limits == RetentionLimits.None)
            return;
        var oldestFirst = candidates.ToList();
        oldestFirst.Sort(Compare);
        var events = oldestFirst.Sum(one => one.Events);
        var bytes = oldestFirst.Sum(one => one.Bytes);
        foreach (var one in oldestFirst)
        {
            var isTooOld = now - one.UpdatedAt > limits.MaxAge;
            var isTooMuch = events > limits.MaxEvents || bytes > limits.MaxBytes;
            if (one.IsRunning || !(isTooOld || isTooMuch))
                continue;
            verdicts.Add(new(one, isTooOld ? RetentionReason.Age : RetentionReason.Size));
            events -= one.Events;
            bytes -= one.Bytes;
        }
    }

    private static int Compare(RetentionCandidate a, RetentionCandidate b) =>
        a.UpdatedAt.CompareTo(b.UpdatedAt) is not 0 and var byTime
            ? byTime
            : string.CompareOrdinal(a.Id, b.Id);
}
