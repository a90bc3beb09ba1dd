using System.Net;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace ActorStream.Server.Tests.Http;

/// <summary>
/// Another connection holds the database's write lock: what would have to be written is answered with
/// 503, and works again afterwards.
/// </summary>
public sealed class A_journal_that_cannot_be_written(
    A_journal_that_cannot_be_written.Impatient server
) : IClassFixture<A_journal_that_cannot_be_written.Impatient>
{
    [Fact]
    public async Task Is_a_503_with_a_time_to_try_again_and_the_same_key_is_safe_to_repeat()
    {
        var conversation = await server.Client.BeginAsync();
        using (var other = new SqliteConnection($"Data Source={server.DataFolder}/journal.db"))
        {
            other.Open();
            using var hold = other.BeginTransaction(System.Data.IsolationLevel.Serializable);
            using var request = Prompt(conversation);
            using var response = await server.Http.SendAsync(request);
            await response.ShouldBeProblemAsync(503, "journal-unavailable");
            response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            hold.Rollback();
        }

        HttpStatusCode status;
        do
        {
            using var again = Prompt(conversation);
            using var response = await server.Http.SendAsync(again);
            status = response.StatusCode;
        } while (status == HttpStatusCode.ServiceUnavailable);

        status.ShouldBe(HttpStatusCode.Accepted);
        (await server.Client.JournalAsync(conversation))
            .Count(row => row.Text("type") == "turn-started")
            .ShouldBe(1);
    }

    [Fact]
    public async Task Takes_an_import_whole_or_not_at_all_and_says_that_it_may_not_be_there()
    {
        var source = new AdminServer();
        await source.InitializeAsync();
        var conversation = await source.FinishedAsync();
        var export = await source.Operator.GetStringAsync("/admin/export");
        await source.DisposeAsync();
        using (var other = new SqliteConnection($"Data Source={server.DataFolder}/journal.db"))
        {
            other.Open();
            using var hold = other.BeginTransaction(System.Data.IsolationLevel.Serializable);
            var away = await ImportAsync(export);
            away.GetProperty("imported").GetInt64().ShouldBe(0);
            away.GetProperty("refusals")[0]
                .Text("reason")!
                .ShouldContain("see whether it is there");
            hold.Rollback();
        }

        string? refusal;
        do
        {
            var again = await ImportAsync(export);
            refusal =
                again.GetProperty("refused").GetInt64() == 0
                    ? null
                    : again.GetProperty("refusals")[0].Text("reason");
        } while (refusal is not (null or "It exists already."));

        (await server.Client.JournalAsync(conversation))
            .Select(row => row.Text("type"))
            .ShouldBe(["turn-started", "chunk", "chunk", "turn-completed"]);
    }

    private async Task<System.Text.Json.JsonElement> ImportAsync(string export)
    {
        using var lines = new StringContent(export);
        lines.Headers.ContentType = new("application/jsonl");
        using var response = await server.Operator.PostAsync("/admin/import", lines);
        return await response.ShouldBeJsonAsync();
    }

    private HttpRequestMessage Prompt(string conversation) =>
        server.Client.PromptRequest(conversation, "Now?", idempotencyKey: "once");

    public sealed class Impatient : AdminServer
    {
        protected override string Hocon => "actorstream.ask-timeout = 2s";
    }
}
