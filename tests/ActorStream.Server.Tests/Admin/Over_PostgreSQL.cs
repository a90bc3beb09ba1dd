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

    [Fact]
    public async Task Operators_move_compact_and_prune_conversations_of_a_running_server()
    {
        var source = new AdminServer();
        await source.InitializeAsync();
        try
        {
            var (moved, erased, export) = await Moving.ExportAsync(source);

            var again = await Moving.ImportAsync(server, export, moved, erased);

            ExportText.WithoutWriters(again).ShouldBe(ExportText.WithoutWriters(export));
            await using var viewer = await server.ViewAsync(moved);
            await viewer.ReadToEndOfTurnAsync();
            using var compacted = await server.PostAsync(
                $"/admin/conversations/{moved}/compact",
                null
            );
            (await compacted.ShouldBeJsonAsync()).GetProperty("sequenceNr").GetInt64().ShouldBe(5);
            (await server.OrderAsync("/admin/compact", "compacted"))
                .GetProperty("skipped")
                .GetInt64()
                .ShouldBe(0);
            var pruned = await server.EventsAsync(
                "/admin/prune",
                """{"maxTotalBytes": 1, "apply": true}"""
            );
            pruned[^1].Body().GetProperty("erased").GetInt64().ShouldBeGreaterThan(0);
            using var gone = await server.Http.GetAsync($"/conversations/{moved}");
            await gone.ShouldBeProblemAsync(404, "conversation-not-found");
        }
        finally
        {
            await source.DisposeAsync();
        }
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

public sealed class A_conversation_that_is_moved_to_PostgreSQL(Over_PostgreSQL.Server server)
    : IClassFixture<Over_PostgreSQL.Server>
{
    [EngineFact("Akka.Persistence.Sql stores its own writer id with every event.")]
    public async Task Is_the_same_to_the_byte()
    {
        var source = new AdminServer();
        await source.InitializeAsync();
        try
        {
            var (moved, erased, export) = await Moving.ExportAsync(source);
            (await Moving.ImportAsync(server, export, moved, erased)).ShouldBe(export);
        }
        finally
        {
            await source.DisposeAsync();
        }
    }
}

/// <summary>Conversations on their way from one server to another.</summary>
internal static class Moving
{
    /// <summary>A conversation, what is left of an erased one, and the export of both.</summary>
    public static async Task<(string Moved, string Erased, string Export)> ExportAsync(
        AdminServer source
    )
    {
        var moved = await source.FinishedAsync();
        var erased = await source.FinishedAsync();
        await source.Operator.DeleteAsync($"/admin/conversations/{erased}");
        return (moved, erased, await source.Operator.GetStringAsync("/admin/export"));
    }

    /// <summary>Imports two conversations, and exports them again.</summary>
    public static async Task<string> ImportAsync(
        AdminServer target,
        string export,
        string one,
        string other
    )
    {
        using var lines = new StringContent(export);
        lines.Headers.ContentType = new("application/jsonl");
        using var answer = await target.Operator.PostAsync("/admin/import", lines);
        var imported = await answer.ShouldBeJsonAsync();
        imported.GetProperty("imported").GetInt64().ShouldBe(2);
        return await target.Operator.GetStringAsync($"/admin/export?id={one}&id={other}");
    }
}
