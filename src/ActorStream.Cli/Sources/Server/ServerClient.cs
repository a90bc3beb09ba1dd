using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Sources.Server;

/// <summary>Asks a server's admin API, with the operator's key, and puts its refusals into words.</summary>
internal sealed partial class ServerClient : IDisposable
{
    private const string Json = "application/json";
    private const string EventStream = "text/event-stream";

    private readonly HttpClient _http;

    /// <summary>Takes over a client whose base address is the server's.</summary>
    public ServerClient(HttpClient http, string key)
    {
        _http = http;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The server's address.</summary>
    public string Name => _http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>Asks for a body.</summary>
    /// <exception cref="JournalProblem">The server does not answer, or refuses.</exception>
    public async Task<T> GetAsync<T>(
        string path,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    ) =>
        await TryGetAsync(path, shape, cancellation)
        ?? throw new JournalProblem($"{Name} has no {path.Split('?')[0]}.");

    /// <summary>Asks for a body; default if there is no such thing.</summary>
    public async Task<T?> TryGetAsync<T>(
        string path,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
    {
        using var response = await SendAsync(
            HttpMethod.Get,
            path,
            Json,
            (string?)null,
            cancellation
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return default;
        }

        await RequireSuccessAsync(response, cancellation);
        return await ReadAsync(response, shape, cancellation);
    }

    /// <summary>
    /// Reads a stream of events until it ends. A connection that breaks, or cannot be made, ends it like
    /// one that is closed.
    /// </summary>
    public async IAsyncEnumerable<SseItem<string>> StreamAsync(
        string path,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var response = await TrySendAsync(path, EventStream, cancellation);
        if (response is null)
        {
            yield break;
        }

        await RequireSuccessAsync(response, cancellation);
        await foreach (var item in EventsAsync(response, cancellation))
            yield return item;
    }

    /// <summary>Reads what an event of a stream carries.</summary>
    /// <exception cref="JournalProblem">It is something else.</exception>
    public T Read<T>(string data, JsonTypeInfo<T> shape)
    {
        try
        {
            return JsonSerializer.Deserialize(data, shape)
                ?? throw new JournalProblem($"{Name} sends an event that is nothing.");
        }
        catch (JsonException error)
        {
            throw Foreign(error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        HttpResponseMessage response,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var events = SseParser
            .Create(body)
            .EnumerateAsync(cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync(events))
        {
            yield return events.Current;
        }
    }

    private async Task<T> ReadAsync<T>(
        HttpResponseMessage response,
        JsonTypeInfo<T> shape,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, shape, cancellation)
                ?? throw new JournalProblem($"{Name} answers with nothing.");
        }
        catch (Exception error)
            when (error is JsonException or HttpRequestException or HttpIOException)
        {
            throw Foreign(error);
        }
    }

    private JournalProblem Foreign(Exception error) =>
        new(
            $"{Name} answers with something else than the admin API: {error.Message}",
            JournalProblemKind.Unusable,
            error
        );

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage?> TrySendAsync(
        string path,
        string accept,
        CancellationToken cancellation
    )
    {
        try
        {
            return await SendAsync(HttpMethod.Get, path, accept, (string?)null, cancellation);
        }
        catch (JournalProblem problem) when (problem.Kind == JournalProblemKind.Missing)
        {
            return null;
        }
    }

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string accept,
        string? body,
        CancellationToken cancellation
    ) =>
        SendAsync(
            method,
            path,
            accept,
            body is null ? null : new StringContent(body, Encoding.UTF8, Json),
            cancellation
        );

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string accept,
        HttpContent? content,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        try
        {
            return await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellation
            );
        }
        catch (HttpRequestException error)
        {
            throw new JournalProblem(
                $"{Name} does not answer: {error.GetBaseException().Message}"
                    + (
                        error.HttpRequestError == HttpRequestError.SecureConnectionError
                            ? " Is it http, not https?"
                            : ""
                    ),
                JournalProblemKind.Missing,
                error
            );
        }
    }

    private async Task RequireSuccessAsync(
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        throw new JournalProblem(
            response.StatusCode switch
            {
                HttpStatusCode.Unauthorized =>
                    $"{Name} does not take the operator's key. It is in ACTORSTREAM_ADMIN_KEY, or in "
                        + "admin.key in the server's data folder.",
                HttpStatusCode.NotFound => $"{Name} has no such thing.",
                _ => $"{Name} refuses: {await DetailAsync(response, cancellation)}",
            }
        );
    }

    private static async Task<string> DetailAsync(
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var problem = await JsonSerializer.DeserializeAsync(
                body,
                ServerJson.Default.ProblemAnswer,
                cancellation
            );
            var words = $"{problem?.Title} {problem?.Detail}".Trim();
            return (words.Length > 0 ? words : $"status {(int)response.StatusCode}")
                + (
                    response.Headers.RetryAfter?.Delta is { } pause
                        ? $" Try again in {pause.TotalSeconds:0} seconds."
                        : ""
                );
        }
        catch (Exception error) when (error is JsonException or HttpRequestException or IOException)
        {
            return $"status {(int)response.StatusCode}";
        }
    }
}
