using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorStream.LoadClient.Tests.Fakes;

/// <summary>The part of the protocol that the load client speaks, in memory and with faults on demand.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private const int FaultyNumber = 5;

    private readonly ConcurrentDictionary<string, FakeConversation> _conversations = new(
        StringComparer.Ordinal
    );
    private readonly WebApplication _app;
    private readonly FakeFault _fault;

    private FakeServer(WebApplication app, FakeFault fault) => (_app, _fault) = (app, fault);

    public Uri Url => new(_app.Urls.First());

    public static async Task<FakeServer> StartAsync(FakeFault fault = FakeFault.None)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new FakeServer(app, fault);
        app.MapPost("/conversations", server.CreateAsync);
        app.MapPost("/conversations/{id}/turns", server.PromptAsync);
        app.MapGet("/conversations/{id}/events", server.EventsAsync);
        await app.StartAsync();
        return server;
    }

    public FakeConversation Conversation(string id) => _conversations[id];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task CreateAsync(HttpContext http)
    {
        var id = Guid.NewGuid().ToString("N");
        _conversations[id] = new FakeConversation();
        http.Response.StatusCode = 201;
        return http.Response.WriteAsync($$"""{"conversationId":"{{id}}","cursor":"9f3c21ab-1"}""");
    }

    private async Task PromptAsync(HttpContext http)
    {
        if (_fault == FakeFault.RefusesPrompts)
        {
            http.Response.StatusCode = 503;
            return;
        }

        var body = await JsonDocument.ParseAsync(http.Request.Body);
        var options = body.RootElement.GetProperty("options");
        var conversation = _conversations[(string)http.Request.RouteValues["id"]!];
        var turnId =
            $"t{conversation.After(0).Events.Count(e => (string)e["type"]! == "turn-started") + 1}";
        conversation.Add(
            "turn-started",
            turnId,
            ("prompt", body.RootElement.GetProperty("prompt").GetString()),
            ("provider", "demo")
        );
        http.Response.StatusCode = 202;
        await http.Response.WriteAsync($$"""{"turnId":"{{turnId}}","cursor":"9f3c21ab-2"}""");
        _ = AnswerAsync(
            conversation,
            turnId,
            options.GetProperty("chunks").GetInt32(),
            options.GetProperty("chunksPerSecond").GetInt32()
        );
    }

    private async Task AnswerAsync(
        FakeConversation conversation,
        string turnId,
        int chunks,
        int rate
    )
    {
        for (var index = 0; index < chunks; index++)
        {
            if (rate > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1.0 / rate));
            }

            conversation.Add("chunk", turnId, ("kind", "text"), ("text", $"Wört {index} \"世\"\n"));
        }

        if (_fault != FakeFault.LeavesTheTurnOpen)
        {
            conversation.Add("turn-completed", turnId, ("finishReason", "stop"), ("usage", null));
        }
    }

    private Task EventsAsync(HttpContext http)
    {
        var conversation = _conversations[(string)http.Request.RouteValues["id"]!];
        return http
            .Request.Headers.Accept.ToString()
            .Contains("event-stream", StringComparison.Ordinal)
            ? StreamAsync(http, conversation)
            : PageAsync(http, conversation);
    }

    private Task PageAsync(HttpContext http, FakeConversation conversation)
    {
        var limit = int.Parse(http.Request.Query["limit"]!, CultureInfo.InvariantCulture);
        var all = conversation.After(Number(http.Request.Query["after"].ToString())).Events;
        if (_fault == FakeFault.ForgetsTheLastEvent && all.Count <= limit)
        {
            all = all[..^1];
        }

        // Members in another order and other escapes than on the stream: the same event all the same.
        var page = all.Take(limit)
            .Select(journalEvent =>
                Encoding.UTF8.GetString(FakeConversation.Json(journalEvent.Reverse()))
            )
            .ToList();
        var cursor = all.Take(limit).Select(e => (string)e["cursor"]!).LastOrDefault("9f3c21ab-1");
        return http.Response.WriteAsync(
            $$"""{"events":[{{string.Join(',', page)}}],"cursor":"{{cursor}}","hasMore":{{(all.Count > limit ? "true" : "false")}}}"""
        );
    }

    private async Task StreamAsync(HttpContext http, FakeConversation conversation)
    {
        var last = Number(http.Request.Headers["Last-Event-ID"].ToString());
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("retry: 1000\n\n");
        if (last > 1 && _fault == FakeFault.ResetsOnResume)
        {
            await http.Response.WriteAsync(
                "id: 9f3c21ab-0\nevent: reset\ndata: {\"cursor\":\"9f3c21ab-0\",\"sequenceNr\":0,\"turnId\":null}\n\n"
            );
        }

        while (!http.RequestAborted.IsCancellationRequested)
        {
            var (events, changed) = conversation.After(last);
            foreach (var journalEvent in events)
            {
                last = (int)journalEvent["sequenceNr"]!;
                await http.Response.WriteAsync(Frame(journalEvent), http.RequestAborted);
            }

            await http.Response.WriteAsync(": hb\n\n", http.RequestAborted);
            await changed.WaitAsync(http.RequestAborted);
        }
    }

    private string Frame(Dictionary<string, object?> journalEvent)
    {
        var members = new Dictionary<string, object?>(journalEvent, StringComparer.Ordinal);
        var isFaulty = (int)members["sequenceNr"]! == FaultyNumber;
        if (isFaulty && _fault == FakeFault.SkipsAnEvent)
        {
            return "";
        }

        if (isFaulty && _fault == FakeFault.AltersAChunk)
        {
            members["text"] = "Something else";
        }

        members.Remove("type", out var name);
        var json = JsonSerializer.Serialize(
            members,
            new JsonSerializerOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
        var frame = $"id: {members["cursor"]}\nevent: {name}\ndata: {json}\n\n";
        return isFaulty && _fault == FakeFault.RepeatsAnEvent ? frame + frame : frame;
    }

    private static long Number(string cursor) =>
        cursor.Length == 0 ? 1 : long.Parse(cursor.AsSpan(9), CultureInfo.InvariantCulture);
}
