using ActorStream.KillRuns;
using ActorStream.Scenarios.Infrastructure;
using Xunit.Abstractions;

namespace ActorStream.Scenarios;

/// <summary>
/// The server is killed at random moments, under load and while it starts, and is held to everything
/// that its clients were told (I1, I2, I3, I4, I6, I8, I9, I10).
/// </summary>
public sealed class Kills_under_load(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task No_promise_is_broken()
    {
        var isLong = Environment.GetEnvironmentVariable("ACTORSTREAM_LONG") == "1";
        var log = new StringWriter();
        var run = new KillRun(
            new KillRunOptions
            {
                ServerAssembly = Path.Combine(AppContext.BaseDirectory, "ActorStream.Server.dll"),
                DataFolder = _data.Path,
                Kills = isLong ? 200 : 5,
                Conversations = isLong ? 40 : 10,
                Seed = isLong ? Environment.TickCount : 1,
            },
            log
        );

        var report = await run.RunAsync(CancellationToken.None);

        report.Write(log, asJson: false);
        output.WriteLine(log.ToString());
        run.Violations.Examples.ShouldBeEmpty();
    }
}
