using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ActorStream.Server.Tests.OpenAi;

/// <summary>Speaks the real wire of chat completions over real HTTP, as well or as badly as a test wants.</summary>
internal sealed class FakeOpenAi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeOpenAi(WebApplication app) => _app = app;

    public Uri BaseUrl => new(_app.Urls.Single() + "/v1");

    /// <summary>What was asked, in order.</summary>
    public List<(JsonElement Body, string? Authorization)> Requests { get; } = [];

    public static async Task<FakeOpenAi> StartAsync(
        Func<HttpResponse, CancellationToken, Task> answer
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1)
        );
        var app = builder.Build();
        var fake = new FakeOpenAi(app);
        app.MapPost(
            "/v1/chat/completions",
            async (HttpContext context) =>
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                lock (fake.Requests)
                {
                    fake.Requests.Add(
                        (body.RootElement.Clone(), context.Request.Headers.Authorization)
                    );
                }

                await answer(context.Response, context.RequestAborted);
            }
        );
        await app.StartAsync();
        return fake;
    }

    /// <summary>Streams these bytes, one write and flush each.</summary>
    public static Task<FakeOpenAi> StreamAsync(params byte[][] pieces) =>
        StartAsync(
            async (response, cancellation) =>
            {
                Begin(response);
                foreach (var piece in pieces)
                {
                    await response.Body.WriteAsync(piece, cancellation);
                    await response.Body.FlushAsync(cancellation);
                }
            }
        );

    public static Task<FakeOpenAi> StreamAsync(params string[] events) =>
        StreamAsync(events.Select(text => Encoding.UTF8.GetBytes(text)).ToArray());

    public static Task<FakeOpenAi> RefuseAsync(int status, string body) =>
        StartAsync(
            (response, _) =>
            {
                response.StatusCode = status;
                response.ContentType = "application/json";
                return response.WriteAsync(body);
            }
        );

    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
    }

    /// <summary>One chunk of a stream.</summary>
    public static string Delta(string delta, string? finishReason = null) =>
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + $"\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":"
        + (finishReason is null ? "null" : $"\"{finishReason}\"")
        + "}]}\n\n";

    public static string Text(string text) =>
        Delta($"{{\"content\":{JsonSerializer.Serialize(text)}}}");

    public const string Done = "data: [DONE]\n\n";

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
