using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;

namespace ActorStream.Server.Tests.Admin;

public sealed class A_conversation_that_is_asleep(SleepyServer server) : IClassFixture<SleepyServer>
{
    [Fact]
    public async Task Asking_about_a_conversation_does_not_wake_it()
    {
        var conversation = await server.FinishedAsync();
        await server.AsleepAsync(conversation);

        var detail = await server.GetAsync($"/admin/conversations/{conversation}");
        detail.GetProperty("live").ValueKind.ShouldBe(JsonValueKind.Null);
        detail.GetProperty("awake").GetBoolean().ShouldBeFalse();
        detail.GetProperty("lastSequenceNr").GetInt64().ShouldBe(5);
        await server.GetAsync($"/admin/conversations/{conversation}/viewers");
        await server.GetAsync($"/admin/conversations/{conversation}/events");
        await server.GetAsync($"/admin/conversations/{conversation}/timeline");
        await server.GetAsync("/admin/conversations");

        detail = await server.GetAsync($"/admin/conversations/{conversation}");
        detail.GetProperty("awake").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Recovery_from_that_snapshot_gives_the_same_conversation()
    {
        var conversation = await server.FinishedAsync();
        var before = await server.Client.TranscriptAsync(conversation);
        (
            await server.Operator.PostAsync($"/admin/conversations/{conversation}/snapshot", null)
        ).EnsureSuccessStatusCode();
        await server.AsleepAsync(conversation);

        var after = await server.Client.TranscriptAsync(conversation);

        after.GetRawText().ShouldBe(before.GetRawText());
    }
}
