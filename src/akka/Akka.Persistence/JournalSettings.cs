using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The part of a journal's configuration that the actors obey.</summary>
internal sealed class JournalSettings
{
    public JournalSettings(ActorSystem system, Config plugin)
    {
        MaxBatchSize = Math.Max(1, plugin.GetInt("max-message-batch-size", 200));
        RecoveryEventTimeout = plugin.GetTimeSpan(
            "recovery-event-timeout",
            TimeSpan.FromSeconds(30)
        );
        Watch = new RecoveryWatch(system, RecoveryEventTimeout);
    }

    /// <summary>How many events travel to the journal in one request, at most.</summary>
    public int MaxBatchSize { get; }

    /// <summary>A recovery that hears nothing for so long has failed.</summary>
    public TimeSpan RecoveryEventTimeout { get; }

    /// <summary>Reminds the recovering actors of it.</summary>
    public RecoveryWatch Watch { get; }
}
