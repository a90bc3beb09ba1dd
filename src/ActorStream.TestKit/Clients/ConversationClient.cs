using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorStream.TestKit.Clients;

/// <summary>Talks to a server the way a front end does. Safe for any thread.</summary>
/// <param name="server">The server's address.</param>
public sealed class ConversationClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>For requests that are not in here.</summary>
    public HttpClient Http => _http;

    /// <summary>Begins a conversation and returns its id.</summary>
    public async Task<string> BeginAsync(CancellationToken cancellation = default)
    {
        using var response = await _http.PostAsync("/conversations", null, cancellation);
        return (await ReadAsync(response, HttpStatusCode.Created, cancellation))
            .GetProperty("conversationId")
            .GetString()!;
    }

    /// <summary>Submits a prompt and returns turn id and cursor.</summary>
    public async Task<(string TurnId, string Cursor)> PromptAsync(
        string conversationId,
        string prompt,
        string? provider = null,
        JsonObject? options = null,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    )
    {
        using var request = PromptRequest(
            conversationId,
            prompt,
            provider,
            options,
            idempotencyKey
        );
        using var response = await _http.SendAsync(request, cancellation);
        var accepted = await ReadAsync(response, HttpStatusCode.Accepted, cancellation);
        return (
            accepted.GetProperty("turnId").GetString()!,
            accepted.GetProperty("cursor").GetString()!
        );
    }

    /// <summary>The request that <see cref="PromptAsync"/> sends.</summary>
    public HttpRequestMessage PromptRequest(
        string conversationId,
        string prompt,
        string? provider = null,
        JsonObject? options = null,
        string? idempotencyKey = null
    )
    {
        var body = new JsonObject { ["prompt"] = prompt };
        if (provider is not null)
            body["provider"] = provider;
        if (options is not null)
            body["options"] = options;
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(server, $"/conversations/{conversationId}/turns")
        )
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    /// <summary>
    /// Stops the open turn, or the one of the prompt with this key; returns status code and body.
    /// </summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> StopAsync(
        string conversationId,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    )
    {
        using var body = idempotencyKey is null
            ? null
            : JsonContent.Create(new JsonObject { ["idempotencyKey"] = idempotencyKey });
        using var response = await _http.PostAsync(
            $"/conversations/{conversationId}/stop",
            body,
            cancellation
        );
        return (
            response.StatusCode,
            await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)
        );
    }

    /// <summary>The transcript.</summary>
    public async Task<JsonElement> TranscriptAsync(
        string conversationId,
        CancellationToken cancellation = default
    )
    {
        using var response = await _http.GetAsync($"/conversations/{conversationId}", cancellation);
        return await ReadAsync(response, HttpStatusCode.OK, cancellation);
    }

    /// <summary>Every event that the journal shows, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> JournalAsync(
        string conversationId,
        int pageSize = 1_000,
        CancellationToken cancellation = default
    )
    {
        var events = new List<JsonElement>();
        string? after = null;
        while (true)
        {
            var query = after is null ? "" : $"&after={after}";
            using var response = await _http.GetAsync(
                $"/conversations/{conversationId}/events?limit={pageSize}{query}",
                cancellation
            );
            var page = await ReadAsync(response, HttpStatusCode.OK, cancellation);
            events.AddRange(page.GetProperty("events").EnumerateArray());
            if (!page.GetProperty("hasMore").GetBoolean())
                return events;
            after = page.GetProperty("cursor").GetString();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(
        HttpResponseMessage response,
        HttpStatusCode expected,
        CancellationToken cancellation
    )
    {
        if (response.StatusCode != expected)
        {
            throw new HttpRequestException(
                $"Expected {(int)expected}, got {(int)response.StatusCode}: "
                    + await response.Content.ReadAsStringAsync(cancellation),
                null,
                response.StatusCode
            );
        }

        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }
}
