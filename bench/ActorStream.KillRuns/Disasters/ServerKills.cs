using ActorStream.KillRuns.Servers;

namespace ActorStream.KillRuns.Disasters;

/// <summary>
/// SIGKILL at random moments. Some come before the server is ready: healing must survive its own
/// interruption.
/// </summary>
internal sealed class ServerKills(ServerLaunch launch, KillRunOptions options) : IDisaster
{
    private readonly Random _random = new(options.Seed);

    public string Name => "kills";

    public bool ServerSurvives => false;

    public IEnumerable<(string Kind, int Count)> Counts => [];

    public ServerLaunch NextLaunch() => launch;

    public ServerLaunch CalmLaunch() => launch;

    public async Task StrikeAsync(ServerUnderTest server, CancellationToken cancellation)
    {
        await Task.Delay(options.MaxLoad * _random.NextDouble(), cancellation);
        await server.KillAsync();
    }

    public IEnumerable<TimeSpan> KillsDuringStart()
    {
        while (_random.NextDouble() < options.KillsDuringStart)
        {
            yield return TimeSpan.FromMilliseconds(_random.Next(50, 600));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
