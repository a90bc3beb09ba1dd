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
    private readonly Lazy<HttpClient> _operator;

    public AdminServer() => _operator = new(() => As(Key));

    /// <summary>The key that the server has made.</summary>
    public string Key => File.ReadAllText(Path.Combine(DataFolder, "admin.key")).Trim();

    public HttpClient Operator => _operator.Value;

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
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(DataFolder, "journal.db"),
            Pooling = false,
        };
        await using var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync();
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

    public Task<SseViewer> StreamAsync(string path, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        return SseViewer.OpenAsync(request);
    }

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.Logging.AddProvider(Log);
}

/// <summary>A server whose conversations fall asleep at once.</summary>
public sealed class SleepyServer : AdminServer
{
    protected override string Hocon => "actorstream.conversations.passivate-after = 100ms";
}

internal static class StreamedBodies
{
    /// <summary>The whole JSON of an event.</summary>
    public static JsonElement Body(this ViewedEvent viewed) => JsonElement.Parse(viewed.Json);
}
