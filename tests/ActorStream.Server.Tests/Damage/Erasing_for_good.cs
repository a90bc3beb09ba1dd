using System.Net;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.Damage;

/// <summary>
/// When DELETE is answered, no plaintext is left in database, write-ahead log, snapshots or log (I19): the
/// files are searched byte by byte, while the server runs.
/// </summary>
public sealed class Erasing_for_good(Erasing_for_good.Server server)
    : IClassFixture<Erasing_for_good.Server>
{
    private const string Canary = "canary-that-must-not-be-found";

    [EngineFact("Akka.Persistence.Sql deletes rows without overwriting them; compacting does.")]
    public async Task Leaves_nothing_of_the_text_in_any_file_or_in_the_log()
    {
        var conversation = await SayAsync();
        Found().ShouldNotBeEmpty("it has to be there at first");

        using var response = await server.Http.DeleteAsync($"/conversations/{conversation}");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Found().ShouldBeEmpty();
        server.Log.All.ShouldNotContain(line => line.Text.Contains(Canary));
    }

    /// <summary>
    /// Somebody who looks into the database with another tool keeps the log as it is, and with it what was
    /// deleted: until the end of the transaction, and no longer. Nothing has to be written for that.
    /// </summary>
    [EngineFact("Akka.Persistence.Sql deletes rows without overwriting them; compacting does.")]
    public async Task A_reader_in_the_way_delays_it_until_it_ends()
    {
        var conversation = await SayAsync();
        await using var reader = new SqliteConnection(
            $"Data Source={Path.Combine(server.DataFolder, "journal.db")};Mode=ReadOnly;Pooling=False"
        );
        await reader.OpenAsync();
        Execute(reader, "BEGIN; SELECT count(*) FROM journal");

        using var response = await server.Http.DeleteAsync($"/conversations/{conversation}");
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Found().ShouldNotBeEmpty("the reader may read it still");
        Execute(reader, "COMMIT");

        while (Found().Count > 0)
            await Task.Yield();
    }

    [EngineFact("Akka.Persistence.Sql deletes rows without overwriting them; compacting does.")]
    public async Task A_server_that_was_stopped_leaves_nothing_either()
    {
        var conversation = await SayAsync();
        using var response = await server.Http.DeleteAsync($"/conversations/{conversation}");

        await server.StopAsync();
        SearchedFiles.InFolder(server.DataFolder, Canary).ShouldBeEmpty();
        await server.StartAgainAsync();

        SearchedFiles.InFolder(server.DataFolder, Canary, but: "journal.lock").ShouldBeEmpty();
    }

    /// <summary>A conversation that says it in title, prompt, chunks and snapshot.</summary>
    private async Task<string> SayAsync()
    {
        var conversation = await server.Client.BeginAsync();
        await server.Client.PromptAsync(conversation, Canary);
        var turn = await server.NextTurnAsync(conversation);
        for (var i = 0; i < 300; i++)
            turn.Say($"{Canary} {i}");
        turn.Finish();
        await using (var viewer = await server.ViewAsync(conversation))
            await viewer.ReadToEndOfTurnAsync();
        return conversation;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }

    private List<string> Found() =>
        SearchedFiles.InFolder(server.DataFolder, Canary, but: "journal.lock");

    public sealed class Server : RunningServer
    {
        internal LogLines Log { get; } = new();

        protected override string Hocon =>
            """
                actorstream.conversations.snapshot-after-events = 1
                actorstream.views { tail-events = 1, tail-length = 1 }
                """;

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Logging.AddProvider(Log);
    }
}
