using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The part of a journal's configuration that the actors obey.</summary>
internal sealed class JournalSettings(Config plugin)
{
    /// <summary>How many events travel to the journal in one request, at most.</summary>
    public int MaxBatchSize { get; } = Math.Max(1, plugin.GetInt("max-message-batch-size", 200));

    /// <summary>A recovery that hears nothing for so long has failed.</summary>
    public TimeSpan RecoveryEventTimeout { get; } =
        plugin.GetTimeSpan("recovery-event-timeout", TimeSpan.FromSeconds(30));
}
