using ActorStream.KillRuns;
using ActorStream.Scenarios.Infrastructure;
using Xunit.Abstractions;

namespace ActorStream.Scenarios;

/// <summary>
/// The server is killed under load, at random moments and at its fsyncs, or PostgreSQL is killed under
/// it; and it is held to everything that its clients were told (I1, I2, I3, I4, I6, I8, I9, I10, I11).
/// </summary>
public sealed class Kills_under_load(ITestOutputHelper output) : IDisposable
{
    private static readonly bool IsLong =
        Environment.GetEnvironmentVariable("ACTORSTREAM_LONG") == "1";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public Task At_any_moment_no_promise_is_broken() => RunAsync(DisasterKind.AnyMoment, 5, 200);

    [Fact]
    public Task At_any_fsync_no_promise_is_broken() => RunAsync(DisasterKind.Fsync, 10, 1_000);

    [Fact]
    public Task Of_the_database_no_promise_is_broken() => RunAsync(DisasterKind.Postgres, 6, 200);

    private async Task RunAsync(DisasterKind disaster, int kills, int killsInLongRun)
    {
        var log = new StringWriter();
        var run = new KillRun(
            new KillRunOptions
            {
                ServerAssembly = Path.Combine(AppContext.BaseDirectory, "ActorStream.Server.dll"),
                DataFolder = _data.Path,
                Disaster = disaster,
                Kills = IsLong ? killsInLongRun : kills,
                Conversations =
                    !IsLong ? 8
                    : disaster == DisasterKind.AnyMoment ? 40
                    : 10,
                Seed = IsLong ? Environment.TickCount : 1,
            },
            log
        );

        var report = await run.RunAsync(CancellationToken.None);

        report.Write(log, asJson: false);
        output.WriteLine(log.ToString());
        run.Violations.Examples.ShouldBeEmpty();
    }
}
