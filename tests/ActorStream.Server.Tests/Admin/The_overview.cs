using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ActorStream.Server.Tests.Admin;

/// <summary>Seconds pass when the test says so, so every rate is known to the digit.</summary>
public sealed class The_overview : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Server _server = new();

    [Fact]
    public async Task Counts_what_was_written_and_handed_over_in_the_last_ten_seconds()
    {
        var (conversation, _, turn) = await _server.BeginTurnAsync();
        await using var viewer = await _server.ViewAsync(conversation);
        foreach (var word in new[] { "a", "b", "c" })
        {
            // One after the other, so that each is a write of its own.
            turn.Say(word);
            await viewer.ReadAsync(1);
        }

        await viewer.ReadAsync(1);
        await DeliveredAsync(4);
        await PassAsync(10);

        var overview = await _server.GetAsync("/admin/overview");

        var rates = overview.GetProperty("rates");
        rates.GetProperty("chunksPerSecond").GetDouble().ShouldBe(0.3);
        rates.GetProperty("promptsPerSecond").GetDouble().ShouldBe(0.1);
        // The conversation's start and the prompt are events as well.
        rates.GetProperty("eventsPerSecond").GetDouble().ShouldBe(0.5);
        rates.GetProperty("deliveriesPerSecond").GetDouble().ShouldBe(0.4);
        var writes = overview.GetProperty("writes");
        writes.GetProperty("perSecond").GetDouble().ShouldBe(0.5);
        var size = writes.GetProperty("size");
        size.GetProperty("p50").GetDouble().ShouldBe(1);
        size.GetProperty("max").GetDouble().ShouldBe(1);
        writes
            .GetProperty("latencyMilliseconds")
            .GetProperty("max")
            .GetDouble()
            .ShouldBeGreaterThan(0);
        overview.GetProperty("connections").GetProperty("sse").GetInt32().ShouldBe(1);

        await PassAsync(1);
        overview = await _server.GetAsync("/admin/overview");
        overview
            .GetProperty("rates")
            .GetProperty("chunksPerSecond")
            .GetDouble()
            .ShouldBe(0, "the second in which it happened is not among the last ten any more");
        turn.Finish();
    }

    [Fact]
    public async Task Counts_conversations_by_what_they_do()
    {
        await _server.FinishedAsync();
        var (_, _, turn) = await _server.BeginTurnAsync();

        var overview = await _server.GetAsync("/admin/overview");

        var counts = overview.GetProperty("conversations");
        counts.GetProperty("known").GetInt32().ShouldBe(2);
        counts.GetProperty("awake").GetInt32().ShouldBe(2);
        counts.GetProperty("running").GetInt32().ShouldBe(1);
        counts.GetProperty("unmarked").GetInt32().ShouldBe(0);
        overview.Text("version").ShouldNotBeNullOrEmpty();
        overview.GetProperty("startedAt").GetDateTimeOffset().ShouldBe(Server.Start);
        var journal = overview.GetProperty("journal");
        journal.Text("kind").ShouldBe("sqlite");
        journal.Text("name").ShouldBe("journal.db");
        journal.GetProperty("sizeBytes").GetInt64().ShouldBeGreaterThan(0);
        // Null where there is no log: Akka.Persistence.Sql does not switch it on.
        var log = journal.GetProperty("walBytes");
        if (File.Exists(Path.Combine(_server.DataFolder, "journal.db-wal")))
            log.GetInt64().ShouldBeGreaterThan(0);
        else
            log.ValueKind.ShouldBe(JsonValueKind.Null);
        var process = overview.GetProperty("process");
        process.GetProperty("workingSetBytes").GetInt64().ShouldBeGreaterThan(1024 * 1024);
        process.GetProperty("threads").GetInt32().ShouldBeGreaterThan(1);
        turn.Finish();
    }

    [Fact]
    public async Task Is_streamed_once_a_second_after_a_minute_of_history()
    {
        await PassAsync(70);
        await using var stream = await _server.StreamAsync("/admin/overview/events");

        var history = await stream.NextAsync();
        history!.Name.ShouldBe("history");
        var points = history.Body().GetProperty("points").EnumerateArray().ToArray();
        points.Length.ShouldBe(60);
        points[0].GetProperty("now").GetDateTimeOffset().ShouldBe(Server.Start + 11 * Second);
        points[^1].GetProperty("now").GetDateTimeOffset().ShouldBe(Server.Start + 70 * Second);
        var first = await stream.NextAsync();
        first!.Name.ShouldBe("overview");
        first.Body().GetProperty("connections").GetProperty("admin").GetInt32().ShouldBe(1);

        await PassAsync(1);
        var next = await stream.NextAsync();
        next!.Body().GetProperty("now").GetDateTimeOffset().ShouldBe(Server.Start + 71 * Second);
    }

    [Fact]
    public async Task Ends_its_streams_when_the_server_stops()
    {
        await using var stream = await _server.StreamAsync("/admin/overview/events");
        await stream.ReadAsync(2);

        await _server.StopAsync();

        (await stream.NextAsync()).ShouldBeNull();
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    /// <summary>Ticks as the clock's timer does, but waits for each, so that none is left out.</summary>
    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _server.Time.Advance(Second);
            await _server.Clock.TickAsync();
        }
    }

    private async Task DeliveredAsync(long events)
    {
        while (_server.Connections.Viewers.Sum(viewer => viewer.DeliveredEvents) < events)
            await Task.Yield();
    }

    private sealed class Server : AdminServer
    {
        public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

        // Its timers are not run: the test ticks itself.
        public ManualTime Time { get; } = new(runsTimers: false);

        protected override void Configure(WebApplicationBuilder builder)
        {
            base.Configure(builder);
            builder.Services.AddSingleton<TimeProvider>(Time);
        }
    }
}
