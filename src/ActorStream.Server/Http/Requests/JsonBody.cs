using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using ActorStream.Server.Http.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ActorStream.Server.Http.Requests;

/// <summary>
/// Reads a body by hand, because every way in which it can be wrong has an answer of its own. What
/// comes out is a whole JSON value whose every string is valid Unicode.
/// </summary>
internal static class JsonBody
{
    /// <summary>Bytes of a body, and of a WebSocket message.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int FirstRead = 4 * 1024;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = 32,
        AllowDuplicateProperties = false,
    };

    /// <summary>The body, or what is wrong with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="required">Whether there must be one; if not, none is an empty object.</param>
    public static async Task<(JsonElement Json, Problem? Problem)> ReadAsync(
        HttpRequest request,
        bool required
    )
    {
        var canHaveBody = request
            .HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()
            ?.CanHaveBody;
        if (canHaveBody == false)
            return Empty(required);
        if (!IsPlainJson(request))
            return (default, ProblemList.UnsupportedMediaType());

        var (bytes, problem) = await ReadBytesAsync(request);
        if (problem is not null)
            return (default, problem);
        return bytes.Length == 0 ? Empty(required) : Parse(bytes);
    }

    /// <summary>Parses a whole body.</summary>
    public static (JsonElement Json, Problem? Problem) Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return (default, ProblemList.InvalidJson("It is not UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var root = document.RootElement.Clone();
            RequireUnicode(root);
            return (root, null);
        }
        catch (JsonException error)
        {
            return (default, ProblemList.InvalidJson(Where(error)));
        }
        catch (InvalidOperationException)
        {
            return (default, ProblemList.InvalidJson("A string holds half a character."));
        }
    }

    private static (JsonElement, Problem?) Empty(bool required) =>
        required
            ? (default, ProblemList.InvalidJson("The body is missing."))
            : (JsonElement.Parse("{}"), null);

    private static bool IsPlainJson(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            return false;
        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (
                !type.Charset.HasValue
                || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            );
    }

    private static async Task<(ReadOnlyMemory<byte>, Problem?)> ReadBytesAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBytes)
            return (default, ProblemList.BodyTooLarge());
        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? FirstRead) + 1);
        try
        {
            while (true)
            {
                // Not with the request's token: a client that half-closes early is still answered.
                var read = await request.Body.ReadAsync(buffer.GetMemory(), CancellationToken.None);
                if (read == 0)
                    return (buffer.WrittenMemory, null);
                buffer.Advance(read);
                if (buffer.WrittenCount > MaxBytes)
                    return (default, ProblemList.BodyTooLarge());
            }
        }
        catch (BadHttpRequestException error)
        {
            return (
                default,
                error.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? ProblemList.BodyTooLarge()
                    : ProblemList.InvalidJson("The body ended early.")
            );
        }
    }

    // The parser looks into strings only when they are read, and \ud800 alone passes it. Reading each
    // one here means that nothing further in can meet one.
    private static void RequireUnicode(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    RequireUnicode(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    RequireUnicode(member.Value);
                }

                break;
        }
    }

    private static string Where(JsonException error) =>
        error.LineNumber is { } line
            ? $"It cannot be read at line {line + 1}, byte {error.BytePositionInLine + 1}."
            : "It cannot be read.";
}
