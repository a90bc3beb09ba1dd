using ActorStream.Faults;
using ActorStream.KillRuns.Servers;

namespace ActorStream.KillRuns.Disasters;

/// <summary>
/// SIGKILL at the N-th fsync of the journal's files, N drawn anew for each start: in place of it, or
/// between its end and everything that follows from it.
/// </summary>
internal sealed class FsyncKills(ServerLaunch launch, KillRunOptions options) : IDisaster
{
    // Setting up, healing and creating conversations take the first few dozen.
    private const int EarlySyncs = 20;
    private const int MostSyncs = 250;
    private const double Early = 0.3;

    // A start or a load that never gets so far is killed like any other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(options.Seed);
    private int _fromOutside;

    public string Name => "kills at fsync";

    public bool ServerSurvives => false;

    public IEnumerable<(string Kind, int Count)> Counts => [("killedFromOutside", _fromOutside)];

    public ServerLaunch NextLaunch()
    {
        var most = _random.NextDouble() < Early ? EarlySyncs : MostSyncs;
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "sync",
            At = _random.Next(1, most + 1),
            // What is synced is durable, and nobody has heard of it yet.
            Fault = _random.Next(2) == 0 ? "KILL" : "KILL_AFTER",
        };
        return disk.Environment.Aggregate(
            launch,
            static (next, pair) => next.With(pair.Key, pair.Value)
        );
    }

    public ServerLaunch CalmLaunch() => launch;

    public async Task StrikeAsync(ServerUnderTest server, CancellationToken cancellation)
    {
        if (!await server.EndedAsync(Patience, cancellation))
        {
            _fromOutside++;
            await server.KillAsync();
        }
    }

    public IEnumerable<TimeSpan> KillsDuringStart() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
