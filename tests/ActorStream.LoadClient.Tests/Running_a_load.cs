using System.Text.Json;
using ActorStream.LoadClient.Measuring;
using ActorStream.LoadClient.Runs;
using ActorStream.LoadClient.Tests.Fakes;

namespace ActorStream.LoadClient.Tests;

/// <summary>A check that has never failed proves nothing: here the load client meets faulty servers.</summary>
public sealed class Running_a_load
{
    [Fact]
    public async Task A_correct_server_has_no_violations_whatever_is_cut()
    {
        await using var server = await FakeServer.StartAsync();

        var (report, violations) = await RunAsync(server, disconnects: 20);

        var figures = Figures(report);
        violations.ShouldBe(0, figures.ToString());
        figures.GetProperty("cuts").GetInt64().ShouldBeGreaterThan(10);
        figures.GetProperty("chunks").GetInt64().ShouldBe(20 * 50);
        figures.GetProperty("comparedEvents").GetInt64().ShouldBe(20 * 52);
        figures.GetProperty("latencySamples").GetInt64().ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(FakeFault.SkipsAnEvent, "gaps")]
    [InlineData(FakeFault.RepeatsAnEvent, "duplicates")]
    [InlineData(FakeFault.AltersAChunk, "mismatches")]
    [InlineData(FakeFault.ForgetsTheLastEvent, "mismatches")]
    [InlineData(FakeFault.RefusesPrompts, "refusedTurns")]
    [InlineData(FakeFault.LeavesTheTurnOpen, "unfinished")]
    public async Task A_faulty_server_is_found_out(FakeFault fault, string figure)
    {
        await using var server = await FakeServer.StartAsync(fault);

        var (report, violations) = await RunAsync(server, disconnects: 0, limitSeconds: 2);

        violations.ShouldBeGreaterThanOrEqualTo(20);
        Figures(report).GetProperty(figure).GetInt64().ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task A_reset_on_resumption_is_found_out()
    {
        await using var server = await FakeServer.StartAsync(FakeFault.ResetsOnResume);

        var (report, violations) = await RunAsync(server, disconnects: 20);

        violations.ShouldBeGreaterThan(0);
        Figures(report).GetProperty("resets").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Many_viewers_of_one_conversation_all_see_the_same()
    {
        await using var server = await FakeServer.StartAsync();
        var run = new FanoutRun(
            new FanoutOptions
            {
                Url = server.Url,
                Viewers = 50,
                Chunks = 200,
                PacedChunks = 5,
                PacedRate = 50,
            }
        );

        var (report, violations) = await run.RunAsync(CancellationToken.None);

        violations.ShouldBe(0);
        // 5 and 200 chunks, with a start and an end each; the second time everybody sees both turns.
        Figures(report)
            .GetProperty("deliveries")
            .GetInt64()
            .ShouldBeGreaterThanOrEqualTo(50 * 202);
    }

    [Fact]
    public async Task A_viewer_of_many_who_is_shown_less_is_found_out()
    {
        await using var server = await FakeServer.StartAsync(FakeFault.SkipsAnEvent);
        var run = new FanoutRun(
            new FanoutOptions
            {
                Url = server.Url,
                Viewers = 5,
                Chunks = 20,
                PacedChunks = 5,
                PacedRate = 50,
            }
        );

        (await run.RunAsync(CancellationToken.None)).Violations.ShouldBeGreaterThan(0);
    }

    private static Task<(Report Report, long Violations)> RunAsync(
        FakeServer server,
        double disconnects,
        int limitSeconds = 60
    ) =>
        new LoadRun(
            new LoadOptions
            {
                Url = server.Url,
                Streams = 20,
                ChunksPerSecond = 100,
                Chunks = 50,
                DisconnectsPerSecond = disconnects,
                Seed = 7,
                Limit = TimeSpan.FromSeconds(limitSeconds),
            }
        ).RunAsync(CancellationToken.None);

    private static JsonElement Figures(Report report)
    {
        var json = new StringWriter();
        report.Write(json, asJson: true);
        return JsonElement.Parse(json.ToString());
    }
}
