using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace ActorStream.Turns.OpenAi;

/// <summary>
/// Anything that speaks OpenAI's chat completions: OpenAI, vLLM, llama.cpp, Ollama. The official client
/// carries the request; the stream is read here, because what servers add to it (reasoning) and what
/// goes wrong in it must not be lost on the way.
/// </summary>
public sealed class OpenAiProvider : ITurnProvider, IDisposable
{
    private const string NoKey = "none";

    private readonly OpenAiSettings _settings;
    private readonly HttpClient _http;
    private readonly ChatClient _chat;

    /// <summary>Opens no connection yet.</summary>
    public OpenAiProvider(OpenAiSettings settings)
    {
        _settings = settings;
        _http = new(
            new SocketsHttpHandler
            {
                // A redirect would carry the key to wherever it points.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = settings.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(settings.MaxRetries),
            // The turn's own time-outs decide how long an answer may take.
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (settings.BaseUrl is { } baseUrl)
            options.Endpoint = baseUrl;
        _chat = new(settings.Model, new ApiKeyCredential(settings.ApiKey ?? NoKey), options);
    }

    /// <inheritdoc />
    public string Name => "openai";

    /// <inheritdoc />
    public string Title =>
        _settings.BaseUrl is { } url ? $"{_settings.Model} at {url.Host}" : "OpenAI";

    /// <inheritdoc />
    public bool IsDemonstration => false;

    /// <inheritdoc />
    public IReadOnlyList<string> Models => [];

    /// <inheritdoc />
    public string? Validate(string? model, JsonElement? options) =>
        model is "" ? "model must not be empty." : OpenAiOptions.Complain(options);

    /// <inheritdoc />
    public async IAsyncEnumerable<ProviderItem> StreamAsync(
        TurnRequest request,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var response = await SendAsync(request, cancellation);
        var answer = new OpenAiAnswer();
        await using var chunks = OpenAiStream
            .ReadAsync(response.ContentStream ?? Stream.Null, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await NextAsync(chunks, answer))
        {
            using var chunk = chunks.Current;
            foreach (var item in answer.Read(chunk.RootElement))
                yield return item;
        }

        foreach (var item in answer.End())
            yield return item;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<PipelineResponse> SendAsync(
        TurnRequest request,
        CancellationToken cancellation
    )
    {
        var body = OpenAiRequest.Write(
            request,
            request.Model ?? _settings.Model,
            isOpenAi: _settings.BaseUrl is null
        );
        PipelineResponse response;
        try
        {
            using var content = BinaryContent.Create(body);
            var result = await _chat.CompleteChatAsync(
                content,
                new RequestOptions
                {
                    BufferResponse = false,
                    ErrorOptions = ClientErrorBehaviors.NoThrow,
                    CancellationToken = cancellation,
                }
            );
            response = result.GetRawResponse();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw OpenAiFailures.NoAnswer(error);
        }

        if (response.Status == 200)
            return response;
        using (response)
            throw await OpenAiFailures.OfAsync(response, _settings.ApiKey, cancellation);
    }

    /// <summary>False at the end; a connection that breaks after the last word is an end as well.</summary>
    private static async Task<bool> NextAsync(
        IAsyncEnumerator<JsonDocument> chunks,
        OpenAiAnswer answer
    )
    {
        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return answer.IsFinished ? false : throw OpenAiFailures.Cut(error);
        }
        catch (JsonException error)
        {
            throw OpenAiFailures.Unreadable(error);
        }
    }
}
