using System.Net.Http.Headers;
using System.Text.Json;
using ActorStream.Server.Admin.Overview;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.Admin;

/// <summary>A server, seen by its operator.</summary>
public class AdminServer : RunningServer
{
    private HttpClient? _operator;

    /// <summary>The key that the server has made.</summary>
    public string Key => File.ReadAllText(Path.Combine(DataFolder, "admin.key")).Trim();

    public HttpClient Operator =>
        _operator is { } known && known.BaseAddress == Address ? known : _operator = As(Key);

    internal LogLines Log { get; } = new();

    internal OverviewClock Clock => Services.GetRequiredService<OverviewClock>();

    public HttpClient As(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await (await Operator.GetAsync(path)).ShouldBeJsonAsync();

    public Task<HttpResponseMessage> PostAsync(string path, string? body) =>
        Operator.PostAsync(path, body is null ? null : Answers.Json(body));

    /// <summary>Orders something, and reads what is told of it to its end.</summary>
    public async Task<IReadOnlyList<ViewedEvent>> EventsAsync(string path, string? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Content = body is null ? null : Answers.Json(body),
        };
        request.Headers.Authorization = new("Bearer", Key);
        await using var stream = await SseViewer.OpenAsync(request);
        while (await stream.NextAsync() is not null) { }
        return [.. stream.Seen];
    }

    /// <summary>The same; only how it ended.</summary>
    public async Task<JsonElement> OrderAsync(string path, string end)
    {
        var events = await EventsAsync(path);
        events[^1].Name.ShouldBe(end);
        return events[^1].Body();
    }

    /// <summary>Waits until the conversation's actor has left the memory. Looking does not wake it.</summary>
    public async Task AsleepAsync(string conversation)
    {
        while (
            (await GetAsync($"/admin/conversations/{conversation}"))
                .GetProperty("awake")
                .GetBoolean()
        )
        {
            await Task.Yield();
        }
    }

    /// <summary>Puts other bytes into a row of the database, behind the server's back.</summary>
    public async Task DamageAsync(string conversation, long sequenceNr, byte[] payload)
    {
        await using var connection = await OpenJournalAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA wal_autocheckpoint = 0;
            UPDATE journal SET message = $payload
            WHERE persistence_id = $id AND sequence_number = $nr
            """;
        command.Parameters.AddWithValue("$payload", payload);
        command.Parameters.AddWithValue("$id", "conversation-" + conversation);
        command.Parameters.AddWithValue("$nr", sequenceNr);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>Adds a snapshot that says nothing, behind the server's back.</summary>
    public async Task AddSnapshotAsync(string conversation, long sequenceNr)
    {
        await using var connection = await OpenJournalAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA wal_autocheckpoint = 0;
            INSERT INTO snapshot
              (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            VALUES ($id, $nr, 638000000000000000, CAST('{}' AS BLOB), 'snapshot.v1', 7301)
            """;
        command.Parameters.AddWithValue("$id", "conversation-" + conversation);
        command.Parameters.AddWithValue("$nr", sequenceNr);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    /// <summary>Adds many chunks with dots, and one with this text after them, behind the server's back.</summary>
    public async Task AddChunksAsync(string conversation, int count, string last)
    {
        await using var connection = await OpenJournalAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            SELECT 638000000000000000 + i, 0, $id, 1000 + i,
              CAST(replace($message, 'TEXT', iif(i = $count, $last, '.')) AS BLOB), 'chunk.v1', 7301
            FROM n
            """;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$id", "conversation-" + conversation);
        command.Parameters.AddWithValue("$last", last);
        command.Parameters.AddWithValue(
            "$message",
            """{"turnId":"t1","kind":"text","text":"TEXT","at":"2026-01-31T12:00:09.000000Z"}"""
        );
        (await command.ExecuteNonQueryAsync()).ShouldBe(count);
    }

    /// <summary>Adds the order to erase a conversation that nobody has carried out, behind the server's back.</summary>
    public async Task AddErasureAsync(string conversation, long sequenceNr)
    {
        await using var connection = await OpenJournalAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA wal_autocheckpoint = 0;
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier,
               writer_uuid)
            SELECT created, 0, $id, $nr,
              CAST('{"at":"2026-01-31T12:00:09.000000Z"}' AS BLOB), 'conversation-deleted.v1', 7301,
              writer_uuid
            FROM journal WHERE persistence_id = $id AND sequence_number = $nr - 1;
            INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id)
            VALUES (last_insert_rowid(), 'conversation', $nr, $id)
            """;
        command.Parameters.AddWithValue("$id", "conversation-" + conversation);
        command.Parameters.AddWithValue("$nr", sequenceNr);
        (await command.ExecuteNonQueryAsync()).ShouldBe(2);
    }

    public Task<SseViewer> StreamAsync(string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return SseViewer.OpenAsync(request);
    }

    private async Task<SqliteConnection> OpenJournalAsync()
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(DataFolder, "journal.db"),
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Logging.AddProvider(Log);
}

/// <summary>A server whose conversations fall asleep at once.</summary>
public sealed class SleepyServer : AdminServer
{
    // The question of a viewer that has left keeps a conversation awake until a heartbeat answers it.
    protected override string Hocon =>
        "actorstream { conversations.passivate-after = 100ms, views.heartbeat = 200ms }";
}

internal static class StreamedBodies
{
    /// <summary>The whole JSON of an event.</summary>
    public static JsonElement Body(this ViewedEvent viewed) => JsonElement.Parse(viewed.Json);
}
