using System.Net;
using System.Text;
using System.Text.Json;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Server.Tests.Rewriting;
using ActorStream.TestKit.Providers;
using Npgsql;

namespace ActorStream.Server.Tests.Damage;

/// <summary>
/// Some time after DELETE no plaintext is left in the database (I19): its files, the write-ahead log included, are
/// searched byte by byte, while the server runs, answers and is read.
/// </summary>
public sealed class Erasing_for_good_on_postgres
{
    private static int canaries;

    /// <summary>All tests are in one log, and not all of them erase what they said.</summary>
    private readonly string _canary =
        $"canary-{Interlocked.Increment(ref canaries)}-that-must-not-be-found";

    /// <summary>Tables that are small, and tables that are larger than what may be rewritten under a lock.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(", copy-above = 1, max-locked-size = 1")]
    public async Task Leaves_nothing_of_the_text_in_the_files_while_others_are_written_and_read(
        string limits
    )
    {
        await using var server = await StartAsync(PostgresServer.Eager + limits);
        var (writes, _, turn) = await server.BeginTurnAsync();
        await using var live = await server.ViewAsync(writes);
        var finished = await server.FinishedAsync();
        var erased = await server.SayEverywhereAsync(_canary);
        server.Found(_canary).ShouldNotBeEmpty("it has to be there at first");
        var said = new StringBuilder();
        Say(turn, said, 200);

        await server.EraseAsync(erased);
        var rewritten = server.RewrittenAsync();
        while (!rewritten.IsCompleted)
        {
            Say(turn, said, 5);
            var another = await server.FinishedAsync();
            await ShouldReadAsync(server, another, "Hello, world.");
            await ShouldReadAsync(server, finished, "Hello, world.");
        }

        await rewritten;
        Say(turn, said, 5);
        turn.Finish();
        var seen = await live.ReadToEndOfTurnAsync();
        Text(seen).ShouldBe(said.ToString());
        await ShouldReadAsync(server, writes, said.ToString());
        server.Found(_canary).ShouldBeEmpty();
        server.Log.All.ShouldNotContain(line => line.Text.Contains(_canary));
        server.Log.All.ShouldContain(line => line.Id == 210);
        (await server.OrderAsync("/admin/verify", "verified"))
            .GetProperty("findings")
            .GetInt64()
            .ShouldBe(0);
    }

    [Fact]
    public async Task Goes_on_answering_while_somebody_keeps_the_tables_from_it()
    {
        await using var server = await StartAsync($"{PostgresServer.Eager}, lock-timeout = 50ms");
        var erased = await server.SayEverywhereAsync(_canary);
        await using var somebody = new NpgsqlConnection(server.Database + ";Pooling=false");
        await somebody.OpenAsync();
        await using var reading = await somebody.BeginTransactionAsync();
        await ExecuteAsync(somebody, "LOCK TABLE journal IN ACCESS SHARE MODE");

        await server.EraseAsync(erased);
        var held = await server.StandingAsync(standing =>
            standing.GetProperty("problem").ValueKind == JsonValueKind.String
        );
        var during = await server.FinishedAsync();
        await ShouldReadAsync(server, during, "Hello, world.");
        await reading.DisposeAsync();
        var end = await server.OrderAsync("/admin/compact", "compacted");

        held.GetProperty("due").GetBoolean().ShouldBeTrue();
        server.Log.All.ShouldContain(line => line.Id == 212);
        end.GetProperty("rewritten").GetBoolean().ShouldBeTrue();
        server.Found(_canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_finished_by_the_next_server_where_one_was_killed_before_it()
    {
        await using var server = new PostgresServer(PostgresServer.Eager);
        using (var data = new TemporaryFolder())
        {
            using var killed = ServerProcess.Start(
                data.Path,
                "http://127.0.0.1:0",
                new()
                {
                    ["ACTORSTREAM_JOURNAL"] = "postgres",
                    ["ACTORSTREAM_POSTGRES"] = server.Database,
                    ["ACTORSTREAM_HOCON"] = $"actorstream.rewrite {{ {PostgresServer.Slow} }}",
                }
            );
            var line = await killed.ReadToAsync("ActorStream listens on ");
            using var client = new TestKit.Clients.ConversationClient(
                new Uri(line["ActorStream listens on ".Length..])
            );
            var conversation = await client.BeginAsync();
            await client.PromptAsync(conversation, _canary);
            using var erased = await client.Http.DeleteAsync($"/conversations/{conversation}");
            erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            server.Found(_canary).ShouldNotBeEmpty("nobody has rewritten anything yet");
        }

        await server.InitializeAsync();
        await server.RewrittenAsync();

        server.Found(_canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Operators_see_that_it_is_due_and_can_order_it()
    {
        await using var server = await StartAsync(PostgresServer.Slow);
        var conversation = await server.SayEverywhereAsync(_canary);
        (await ErasedTextAsync(server)).ShouldBe("ok");

        using var erased = await server.Operator.DeleteAsync(
            $"/admin/conversations/{conversation}"
        );
        var answer = (await erased.ShouldBeJsonAsync()).GetProperty("rewrite");
        var before = await ErasedTextAsync(server);
        var events = await server.EventsAsync("/admin/compact");
        var after = await ErasedTextAsync(server);

        answer.GetProperty("due").GetBoolean().ShouldBeTrue();
        answer.GetProperty("lastAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (before, after).ShouldBe(("warning", "ok"));
        (await CheckAsync(server, "erased-text-in-log")).ShouldBe("ok");
        events[^1].Name.ShouldBe("compacted");
        events[^1].Body().GetProperty("rewritten").GetBoolean().ShouldBeTrue();
        events[^1].Body().Text("logProblem").ShouldBeNull();
        events
            .Where(one => one.Name == "progress")
            .Select(one => one.Body().GetProperty("total").GetInt64())
            .ShouldContain(3);
        server.Found(_canary).ShouldBeEmpty();
        var standing = await server.RewrittenAsync();
        standing.GetProperty("running").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Retention_is_followed_by_a_rewrite_as_well()
    {
        await using var server = await StartAsync(PostgresServer.Eager);
        await server.SayEverywhereAsync(_canary);

        var pruned = await server.EventsAsync(
            "/admin/prune",
            """{"maxTotalBytes": 1, "apply": true}"""
        );
        pruned[^1].Body().GetProperty("rewrite").GetProperty("due").GetBoolean().ShouldBeTrue();
        await server.RewrittenAsync();

        server.Found(_canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_samples_of_the_text_come_into_the_statistics()
    {
        await using var server = await StartAsync(PostgresServer.Slow);
        await server.SayEverywhereAsync(_canary);
        await using var somebody = new NpgsqlConnection(server.Database + ";Pooling=false");
        await somebody.OpenAsync();
        // It sees to that in its first moments, beside everything else.
        while (await CheckAsync(server, "statistics") != "ok")
            await Task.Yield();

        await ExecuteAsync(somebody, "ANALYZE");

        await using var sampled = new NpgsqlCommand(
            "SELECT string_agg(attname, ',' ORDER BY attname) FROM pg_stats WHERE tablename = 'journal'",
            somebody
        );
        var columns = (string)(await sampled.ExecuteScalarAsync())!;
        columns.Split(',').ShouldNotContain("message");
        columns.Split(',').ShouldContain("persistence_id");
        (await CheckAsync(server, "statistics")).ShouldBe("ok");
    }

    private static async Task<PostgresServer> StartAsync(string rewrite)
    {
        var server = new PostgresServer(rewrite);
        await server.InitializeAsync();
        return server;
    }

    private static void Say(ScriptedTurn turn, StringBuilder said, int chunks)
    {
        for (var i = 0; i < chunks; i++)
        {
            var text = $"{said.Length} ";
            said.Append(text);
            turn.Say(text);
        }
    }

    private static async Task ShouldReadAsync(PostgresServer server, string id, string text)
    {
        await using var viewer = await server.ViewAsync(id);
        Text(await viewer.ReadToEndOfTurnAsync()).ShouldBe(text);
    }

    private static string Text(IEnumerable<TestKit.Viewers.ViewedEvent> seen) =>
        string.Concat(seen.Select(one => one.Text));

    private static Task<string> ErasedTextAsync(PostgresServer server) =>
        CheckAsync(server, "erased-text");

    private static async Task<string> CheckAsync(PostgresServer server, string name) =>
        (await server.GetAsync("/admin/doctor"))
            .GetProperty("checks")
            .EnumerateArray()
            .Single(check => check.Text("name") == name)
            .Text("status")!;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
