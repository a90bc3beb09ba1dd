using System.Net;
using System.Text;
using System.Text.Json;

namespace ActorStream.LoadClient.Wire;

/// <summary>An answer as it came: the status and the body's bytes.</summary>
internal readonly record struct Answer(int Status, byte[] Body)
{
    /// <summary>Whether it says when to come again.</summary>
    public bool HasRetryAfter { get; init; }

    /// <summary>A member of the JSON body, as text.</summary>
    public string? Member(string name)
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }

    public override string ToString() =>
        $"{Status} {Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 300)))}";
}

/// <summary>
/// The protocol's requests other than the streams. A request that could not be finished throws
/// <see cref="HttpRequestException"/>: then nobody knows whether the server has acted on it.
/// </summary>
internal sealed class ServerApi : IDisposable
{
    private readonly HttpClient _client;

    public ServerApi(Uri url)
    {
        Url = url;
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = int.MaxValue,
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
            }
        )
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(30),
        };
        EndPoint = new IPEndPoint(
            IPAddress.TryParse(url.Host, out var address) ? address : IPAddress.Loopback,
            url.Port
        );
    }

    public Uri Url { get; }

    public IPEndPoint EndPoint { get; }

    public Task<Answer> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, null, null, cancellation);

    public Task<Answer> PostAsync(
        string path,
        string? json,
        string? idempotencyKey,
        CancellationToken cancellation
    ) => SendAsync(HttpMethod.Post, path, json, idempotencyKey, cancellation);

    /// <summary>A new conversation's id.</summary>
    public async Task<string> CreateConversationAsync(CancellationToken cancellation)
    {
        var answer = await PostAsync("/conversations", null, null, cancellation);
        return answer.Status == 201
            ? answer.Member("conversationId")!
            : throw new InvalidOperationException($"No conversation: {answer}");
    }

    /// <summary>Submits a prompt to the demonstration provider.</summary>
    public Task<Answer> SubmitPromptAsync(
        string conversationId,
        string prompt,
        int chunks,
        int chunksPerSecond,
        int seed,
        string? idempotencyKey,
        CancellationToken cancellation
    )
    {
        var body = $$$"""
            {"prompt": "{{{JsonEncodedText.Encode(prompt)}}}", "provider": "demo",
             "options": {"chunks": {{{chunks}}}, "chunksPerSecond": {{{chunksPerSecond}}}, "seed": {{{seed}}}}}
            """;
        return PostAsync(
            $"/conversations/{conversationId}/turns",
            body,
            idempotencyKey,
            cancellation
        );
    }

    /// <summary>
    /// Reads a conversation's events page by page.
    /// </summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="after">The cursor to start after, or null for the start.</param>
    /// <param name="see">Called with each event, in order.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task ReadEventsAsync(
        string conversationId,
        string? after,
        EventAction see,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var from = after is null ? "" : $"&after={after}";
            var answer = await GetAsync(
                $"/conversations/{conversationId}/events?limit=1000{from}",
                cancellation
            );
            if (answer.Status != 200)
            {
                throw new InvalidOperationException($"No page of {conversationId}: {answer}");
            }

            (after, var more) = EventPage.Read(answer.Body, see);
            if (!more)
            {
                return;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? json,
        string? idempotencyKey,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await _client.SendAsync(request, cancellation);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(cancellation)
        )
        {
            HasRetryAfter = response.Headers.RetryAfter is not null,
        };
    }
}
