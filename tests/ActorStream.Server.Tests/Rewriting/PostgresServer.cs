using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ActorStream.Server.Tests.Admin;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Tests.Shared;
using Microsoft.AspNetCore.Builder;

namespace ActorStream.Server.Tests.Rewriting;

/// <summary>A server on a database of its own, which makes a snapshot after every turn.</summary>
/// <param name="rewrite">The section <c>actorstream.rewrite</c>.</param>
/// <param name="database">A database that is there already.</param>
internal sealed class PostgresServer(string rewrite, string? database = null) : AdminServer
{
    /// <summary>At once, whatever is being answered.</summary>
    public const string Eager = "delay = 0s, interval = 0s, max-wait = 0s";

    /// <summary>Not in the time of a test.</summary>
    public const string Slow = "delay = 1h, lock-timeout = 30s";

    public string Database { get; } = database ?? PostgresCluster.Instance.CreateDatabase();

    protected override string Hocon =>
        $$"""
            actorstream.conversations.snapshot-after-events = 1
            actorstream.views { tail-events = 1, tail-length = 1 }
            actorstream.rewrite { {{rewrite}} }
            """;

    protected override void Configure(WebApplicationBuilder builder)
    {
        base.Configure(builder);
        builder.Configuration["ACTORSTREAM_JOURNAL"] = "postgres";
        builder.Configuration["ACTORSTREAM_POSTGRES"] = Database;
    }

    /// <summary>
    /// A conversation that says it in its title, its prompt, many short chunks, a long one that is stored
    /// beside the table, and its snapshot.
    /// </summary>
    public async Task<string> SayEverywhereAsync(string canary)
    {
        var conversation = await Client.BeginAsync();
        await Client.PromptAsync(conversation, canary);
        var turn = await NextTurnAsync(conversation);
        for (var i = 0; i < 300; i++)
            turn.Say($"{canary} {i}");
        // No compression shortens it.
        turn.Say(Convert.ToBase64String(RandomNumberGenerator.GetBytes(9_000)) + canary);
        turn.Finish();
        await using var viewer = await ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        return conversation;
    }

    public async Task EraseAsync(string conversation)
    {
        using var erased = await Http.DeleteAsync($"/conversations/{conversation}");
        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public List<string> Found(string canary) => SearchedFiles.OfServer(Database, canary);

    /// <summary>How rewrites stand, once they stand like this.</summary>
    public async Task<JsonElement> StandingAsync(Func<JsonElement, bool> condition)
    {
        while (true)
        {
            var overview = await GetAsync("/admin/overview");
            var standing = overview.GetProperty("journal").GetProperty("rewrite");
            if (condition(standing))
                return standing;
            await Task.Yield();
        }
    }

    /// <summary>Everything that was erased before is out of the tables and the log, as the server says.</summary>
    public Task<JsonElement> RewrittenAsync(DateTimeOffset? after = null) =>
        StandingAsync(standing =>
            !standing.GetProperty("due").GetBoolean()
            && !standing.GetProperty("logDue").GetBoolean()
            && standing.GetProperty("lastAt") is { ValueKind: JsonValueKind.String } at
            && (after is null || at.GetDateTimeOffset() > after)
        );
}
