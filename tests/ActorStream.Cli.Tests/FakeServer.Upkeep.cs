using System.Text;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ActorStream.Cli.Tests;

/// <summary>What is ordered of it.</summary>
internal sealed partial class FakeServer
{
    /// <summary>Method, path and body of every order.</summary>
    public List<string> Ordered { get; } = [];

    /// <summary>The events that a verification sends.</summary>
    public string Verification { get; set; } = "";

    /// <summary>What healing answers, and how.</summary>
    public (int Status, string Body) Healing { get; set; } =
        (200, """{"applied":false,"findings":[],"steps":[],"obstacle":null}""");

    /// <summary>What it says when a conversation is erased; nothing (204) unless set.</summary>
    public string? Erased { get; set; }

    /// <summary>What is answered to compacting, pruning and importing: JSON, or events.</summary>
    public (int Status, string Body) Answer { get; set; } =
        (409, """{"type":"…/maintenance-refused","detail":"Stop the server first."}""");

    /// <summary>What an export sends.</summary>
    public string Export { get; set; } = "";

    /// <summary>Whether the connection breaks after that.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>An export of a journal in a database, to the byte.</summary>
    public static async Task<string> ExportOfAsync(JournalFixture journal)
    {
        await using var database = await JournalTarget.Sqlite(journal.Path).OpenAsync(default);
        using var bytes = new MemoryStream();
        await JournalExporter.ExportAsync(database, [PersistenceIds.Of(JournalFixture.Id)], bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private void MapUpkeep()
    {
        _app.MapPost(
            "/admin/verify",
            async context =>
            {
                await NoteAsync(context);
                context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(": hb\n\n" + Verification);
            }
        );
        _app.MapPost(
            "/admin/conversations/{id}/heal",
            async context =>
            {
                await NoteAsync(context);
                await SendAsync(context, Healing.Status, Healing.Body);
            }
        );
        _app.MapPost(
            "/admin/conversations/{id}/snapshot",
            async context =>
            {
                await NoteAsync(context);
                var isFirst = context.Request.Path.Value!.Contains(JournalFixture.Id);
                await SendAsync(
                    context,
                    isFirst ? 200 : 409,
                    isFirst ? """{"sequenceNr":8}""" : """{"detail":"A turn is open."}"""
                );
            }
        );
        _app.MapDelete(
            "/admin/conversations/{id}",
            async context =>
            {
                await NoteAsync(context);
                if (Erased is { } body)
                    await SendAsync(context, 200, body);
                else
                    context.Response.StatusCode = 204;
            }
        );
        _app.MapGet(
            "/admin/export",
            async context =>
            {
                context.Response.ContentType = "application/jsonl";
                // The connection is closed when more was promised than was sent.
                if (BreaksOff)
                    context.Response.ContentLength = Export.Length + 1;
                await context.Response.WriteAsync(Export);
            }
        );
        foreach (
            var order in (string[])["import", "compact", "prune", "conversations/{id}/compact"]
        )
        {
            _app.MapPost(
                $"/admin/{order}",
                async context =>
                {
                    await NoteAsync(context);
                    await SendAsync(context, Answer.Status, Answer.Body);
                }
            );
        }
    }

    private async Task NoteAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        lock (Ordered)
        {
            Ordered.Add($"{context.Request.Method} {context.Request.Path} {body}".TrimEnd());
        }
    }

    private static Task SendAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType =
            status >= 400 ? "application/problem+json"
            : json.StartsWith("event:", StringComparison.Ordinal) ? "text/event-stream"
            : "application/json";
        return context.Response.WriteAsync(json);
    }
}
