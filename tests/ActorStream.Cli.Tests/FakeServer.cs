using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorStream.Cli.Tests;

/// <summary>A server that knows two conversations and speaks the admin API, in pages of two.</summary>
internal sealed partial class FakeServer : IAsyncDisposable
{
    public const string Key = "0123456789-0123456789-0123456789";

    private const int PageLength = 2;

    private readonly WebApplication _app;
    private readonly List<string> _rows = [];

    private FakeServer(WebApplication app) => _app = app;

    /// <summary>Every path with its query, as it was asked.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Streams that were opened; the first sends what is new and ends, the second breaks, and so on.</summary>
    public int Streams { get; private set; }

    public string Url { get; private set; } = "";

    /// <summary>Starts one; with <paramref name="answersNothing"/> every answer is an empty object.</summary>
    public static async Task<FakeServer> StartAsync(bool answersNothing = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        if (answersNothing)
            server._app.Map("/{**any}", () => Json("{}"));
        else
            server.Map();
        await server._app.StartAsync();
        server.Url = server
            ._app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        return server;
    }

    /// <summary>Adds a chunk to the first conversation.</summary>
    public void Write(string text, string? damage = null)
    {
        lock (_rows)
        {
            var nr = _rows.Count + 1;
            var payload =
                $$"""{"turnId":"t1","kind":"text","text":"{{text}}","at":"2026-01-31T12:00:0{{nr}}.000000Z","crc":"not compared"}""";
            _rows.Add(
                $$"""
                {"conversationId":"{{JournalFixture.Id}}","ordering":{{nr
                    + 100}},"sequenceNr":{{nr}},"createdAt":"2026-01-31T12:00:0{{nr}}.000000Z","manifest":"chunk.v2","bytes":9,"writer":"aa","deleted":false,
                 "payload":{{(damage is null ? payload : "null")}},"raw":{{(
                    damage is null ? "null" : "\"AAE=\""
                )}},"damage":{{(
                    damage is null ? "null" : $$"""{"kind":"checksum","reason":"{{damage}}"}"""
                )}}}
                """.ReplaceLineEndings(
                    ""
                )
            );
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use(
            async (context, next) =>
            {
                lock (Asked)
                {
                    Asked.Add(context.Request.Path + context.Request.QueryString.ToString());
                }

                if (context.Request.Headers.Authorization != $"Bearer {Key}")
                {
                    context.Response.StatusCode = 401;
                    return;
                }

                await next();
            }
        );
        _app.MapGet("/admin/conversations", List);
        _app.MapGet(
            "/admin/conversations/{id}",
            (string id) =>
                id == JournalFixture.Id
                    ? Json(
                        $$"""{"conversationId":"{{id}}","lastSequenceNr":{{Count}},"snapshots":[{"sequenceNr":8,"createdAt":"2026-01-31T12:00:08Z","manifest":"conversation-snapshot.v2","bytes":90}]}"""
                    )
                    : Results.NotFound()
        );
        _app.MapGet(
            "/admin/conversations/{id}/events",
            (HttpContext context, long? from, long? after) =>
                IsStream(context)
                    ? StreamAsync(context, after ?? 0, offset: 0)
                    : PageAsync(context, (from ?? 1) - 1, offset: 1)
        );
        _app.MapGet(
            "/admin/journal",
            (HttpContext context, long? after, int? last) =>
                IsStream(context)
                    ? StreamAsync(context, (after ?? 0) - 100, offset: 100)
                    : PageAsync(
                        context,
                        Math.Max(0, last is { } back ? Count - back : (after ?? 0) - 100),
                        offset: 100
                    )
        );
        MapUpkeep();
        _app.MapGet(
            "/admin/stats",
            () =>
                Json(
                    """{"conversations":{"total":2,"idle":1,"running":1,"deleted":0},"events":3,"chunks":3,"turns":{"completed":0,"aborted":0,"failed":0,"interrupted":0,"open":1},"payloadBytes":27,"databaseBytes":4096,"snapshots":0,"oldest":null,"newest":null,"byTenant":[],"largest":[],"later":"ignored"}"""
                )
        );
        _app.MapGet(
            "/admin/doctor",
            () =>
                Json(
                    """{"ok":false,"checks":[{"name":"schema","status":"ok","detail":"fine"},{"name":"disk","status":"failed","detail":"full"}]}"""
                )
        );
    }

    private int Count
    {
        get
        {
            lock (_rows)
            {
                return _rows.Count;
            }
        }
    }

    private static bool IsStream(HttpContext context) =>
        context.Request.Headers.Accept == "text/event-stream";

    private static IResult List(string? state, string? before)
    {
        if (state == "deleted")
        {
            return Json("""{"conversations":[],"next":null}""");
        }

        var id = before is null ? JournalFixture.Id : JournalFixture.OtherId;
        var next = before is null ? "\"a b&c\"" : "null";
        return Json(
            $$"""{"conversations":[{"conversationId":"{{id}}","title":"T","tenant":"acme","state":"running","turns":1,"events":3,"payloadBytes":27,"createdAt":"2026-01-31T12:00:00Z","updatedAt":"2026-01-31T12:00:03Z","awake":true,"viewers":0}],"next":{{next}}}"""
        );
    }

    private async Task PageAsync(HttpContext context, long skip, long offset)
    {
        string[] page;
        lock (_rows)
        {
            page = [.. _rows.Skip((int)skip).Take(PageLength)];
        }

        var next = skip + page.Length;
        var more = next < Count ? (next + offset).ToString(CultureInfo.InvariantCulture) : "null";
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"events":[{{string.Join(',', page)}}],"next":{{more}}}"""
        );
    }

    private async Task StreamAsync(HttpContext context, long skip, long offset)
    {
        if (++Streams % 2 == 0)
        {
            // As a server does that is killed.
            context.Abort();
            return;
        }

        string[] rows;
        lock (_rows)
        {
            rows = [.. _rows.Skip((int)skip)];
        }

        context.Response.ContentType = "text/event-stream";
        var text = new StringBuilder(": heartbeat\n\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"event: row\nid: {++skip + offset}\n");
            text.Append(CultureInfo.InvariantCulture, $"data: {row}\n\n");
        }

        await context.Response.WriteAsync(text.ToString());
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");
}
