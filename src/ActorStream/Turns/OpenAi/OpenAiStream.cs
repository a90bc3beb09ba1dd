using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActorStream.Turns.OpenAi;

/// <summary>Reads the chunks of a chat completion's stream.</summary>
internal static class OpenAiStream
{
    /// <summary>Each chunk; the caller disposes of it. Ends at <c>[DONE]</c> or with the stream.</summary>
    /// <exception cref="JsonException">A chunk is no JSON.</exception>
    public static async IAsyncEnumerable<JsonDocument> ReadAsync(
        Stream stream,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var events = SseParser.Create(new LineLimitStream(stream), static (_, data) => Parse(data));
        await foreach (var (chunk, _) in events.EnumerateAsync(cancellation))
        {
            if (chunk is null)
                yield break;
            yield return chunk;
        }
    }

    private static JsonDocument? Parse(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
            return null;
        var reader = new Utf8JsonReader(data);
        var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw new JsonException("A chunk is no object.");
    }

    private static void Deconstruct(
        this SseItem<JsonDocument?> item,
        out JsonDocument? chunk,
        out string type
    ) => (chunk, type) = (item.Data, item.EventType);
}
