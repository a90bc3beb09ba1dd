using ActorStream.Operations.Rewriting;
using ActorStream.Server.Hosting;
using Akka.Configuration;

namespace ActorStream.Server.Rewriting;

/// <summary>The section <c>actorstream.rewrite</c>.</summary>
/// <param name="IsOn">Whether the server rewrites the tables by itself.</param>
/// <param name="Delay">From an erasure to the rewrite, so that several are rewritten together.</param>
/// <param name="Interval">Between the beginnings of two rewrites.</param>
/// <param name="MaxWait">How long after an erasure the end of turns is waited for.</param>
/// <param name="Limits">What one may hold up.</param>
/// <param name="MaxLogBytes">How much may be written to clean the log after it; null means no limit.</param>
internal sealed record RewriteSettings(
    bool IsOn,
    TimeSpan Delay,
    TimeSpan Interval,
    TimeSpan MaxWait,
    RewriteLimits Limits,
    long? MaxLogBytes
)
{
    private const string CallTimeout = "akka.persistence.journal.sql.circuit-breaker.call-timeout";

    private static readonly TimeSpan UsualCallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Reads the section.</summary>
    /// <exception cref="StartupRefusedException">A value is out of range.</exception>
    public static RewriteSettings From(Config config)
    {
        var section = config.GetConfig("actorstream.rewrite");
        var pause = Positive("max-pause");
        var call = config.GetTimeSpan(CallTimeout, UsualCallTimeout);
        // A write that waits longer than its call may take has failed, and its turn with it.
        if (pause > call / 2)
            throw Refused($"max-pause must be at most half of {CallTimeout}, which is {call}.");
        return new(
            section.GetBoolean("enabled"),
            NotNegative("delay"),
            NotNegative("interval"),
            NotNegative("max-wait"),
            new(Positive("lock-timeout"), pause, Size(section, "max-size")),
            Size(section, "max-log-size")
        );

        TimeSpan Positive(string key) =>
            section.GetTimeSpan(key) is var value && value > TimeSpan.Zero
                ? value
                : throw Refused($"{key} must be more than 0.");

        TimeSpan NotNegative(string key) =>
            section.GetTimeSpan(key) is var value && value >= TimeSpan.Zero
                ? value
                : throw Refused($"{key} must not be less than 0.");
    }

    private static long? Size(Config section, string key)
    {
        if (string.Equals(section.GetString(key), "off", StringComparison.OrdinalIgnoreCase))
            return null;
        return section.GetByteSize(key) is > 0 and var bytes
            ? bytes
            : throw Refused($"{key} must be more than 0, or off.");
    }

    private static StartupRefusedException Refused(string what) =>
        new($"actorstream.rewrite: {what}");
}
