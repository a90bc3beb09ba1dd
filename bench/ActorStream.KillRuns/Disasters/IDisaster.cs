using ActorStream.KillRuns.Servers;

namespace ActorStream.KillRuns.Disasters;

/// <summary>What goes wrong in each round of a kill run.</summary>
internal interface IDisaster : IAsyncDisposable
{
    /// <summary>Names the run in its report.</summary>
    string Name { get; }

    /// <summary>
    /// Whether the server itself lives on, and may say for a while that its journal is unavailable.
    /// </summary>
    bool ServerSurvives { get; }

    /// <summary>What happened how often, for the report.</summary>
    IEnumerable<(string Kind, int Count)> Counts { get; }

    /// <summary>How the next server is started: one that may already carry its own death in it.</summary>
    ServerLaunch NextLaunch();

    /// <summary>How a server is started that is left in peace.</summary>
    ServerLaunch CalmLaunch();

    /// <summary>
    /// Lets it happen while the server is under load; returns when it has.
    /// </summary>
    Task StrikeAsync(ServerUnderTest server, CancellationToken cancellation);

    /// <summary>How long each of the starts lives that are killed before the one that counts.</summary>
    IEnumerable<TimeSpan> KillsDuringStart();
}
