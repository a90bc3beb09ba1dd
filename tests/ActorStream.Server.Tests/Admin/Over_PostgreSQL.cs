using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Tests.Shared;
using Microsoft.AspNetCore.Builder;

namespace ActorStream.Server.Tests.Admin;

/// <summary>The same answers out of the other store.</summary>
public sealed class Over_PostgreSQL(Over_PostgreSQL.Server server)
    : IClassFixture<Over_PostgreSQL.Server>
{
    [Fact]
    public async Task Operators_see_find_follow_and_verify_conversations()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var tail = await server.StreamAsync(
            $"/admin/conversations/{conversation}/events"
        );
        turn.Say("Hello").Finish();
        var rows = await tail.ReadAsync(4);
        rows.Select(row => row.Cursor).ShouldBe(["1", "2", "3", "4"]);
        rows[2].Body().GetProperty("payload").Text("text").ShouldBe("Hello");

        var overview = await server.GetAsync("/admin/overview");
        overview.GetProperty("journal").Text("kind").ShouldBe("postgres");
        var list = await server.GetAsync("/admin/conversations?text=tell&minEvents=4");
        list.GetProperty("conversations")[0].Text("conversationId").ShouldBe(conversation);
        var detail = await server.GetAsync($"/admin/conversations/{conversation}");
        detail.GetProperty("lastSequenceNr").GetInt64().ShouldBe(4);
        detail.GetProperty("damage").GetArrayLength().ShouldBe(0);
        var timeline = await server.GetAsync($"/admin/conversations/{conversation}/timeline");
        timeline.GetProperty("turns")[0].GetProperty("chunks").GetInt32().ShouldBe(1);
        var journal = await server.GetAsync("/admin/journal?limit=2");
        journal.GetProperty("events").GetArrayLength().ShouldBe(2);
        var stats = await server.GetAsync("/admin/stats");
        stats.GetProperty("events").GetInt64().ShouldBe(4);
        (await server.GetAsync("/admin/doctor")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    public sealed class Server : AdminServer
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            base.Configure(builder);
            builder.Configuration["ACTORSTREAM_JOURNAL"] = "postgres";
            builder.Configuration["ACTORSTREAM_POSTGRES"] =
                PostgresCluster.Instance.CreateDatabase();
        }
    }
}
