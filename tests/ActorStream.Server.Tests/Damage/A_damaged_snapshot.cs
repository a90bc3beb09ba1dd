using ActorStream.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.Damage;

/// <summary>A damaged snapshot is done without, and replaced (I15).</summary>
public sealed class A_damaged_snapshot : IAsyncLifetime
{
    private readonly Server _server = new();

    public static TheoryData<string> Kinds => [.. StoredRow.Kinds.Where(kind => kind != "missing")];

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Costs_nothing_but_a_longer_recovery(string kind)
    {
        var conversation = await _server.FinishedAsync();
        var before = (await _server.Client.TranscriptAsync(conversation)).GetRawText();
        await _server.StopAsync();
        var whole = Snapshot(conversation);
        StoredRow.DamageSnapshot(_server.DataFolder, conversation, kind);
        await _server.InitializeAsync();

        var after = (await _server.Client.TranscriptAsync(conversation)).GetRawText();

        after.ShouldBe(before);
        (int Id, string Text)[] lines;
        do
        {
            await Task.Yield();
            lines = [.. _server.Log.All.Where(line => line.Id == 201)];
        } while (lines.Length == 0);

        var line = lines.ShouldHaveSingleItem().Text;
        line.ShouldContain($"conversation {conversation}, sequence number 5.");
        line.ShouldContain("The snapshot was not used");
        await _server.StopAsync();
        Snapshot(conversation).ShouldBe(whole);
    }

    private string? Snapshot(string conversation) =>
        StoredRow.Scalar(
            _server.DataFolder,
            "SELECT hex(snapshot) || manifest || serializer_id FROM snapshot "
                + $"WHERE persistence_id = 'conversation-{conversation}'"
        ) as string;

    private sealed class Server : RunningServer
    {
        public LogLines Log { get; } = new();

        protected override string Hocon =>
            """
                actorstream.conversations.snapshot-after-events = 1
                actorstream.ask-timeout = 60s
                """;

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Logging.AddProvider(Log);
    }
}
