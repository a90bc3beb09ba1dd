using System.Net;
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

    private HttpRequestMessage Prompt(string conversation) =>
        server.Client.PromptRequest(conversation, "Now?", idempotencyKey: "once");

    public sealed class Impatient : RunningServer
    {
        protected override string Hocon => "actorstream.ask-timeout = 2s";
    }
}
