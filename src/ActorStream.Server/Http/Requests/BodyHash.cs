using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using ActorStream.Conversations.Messages;

namespace ActorStream.Server.Http.Requests;

/// <summary>
/// Tells whether two requests say the same: SHA-256 over what they mean, so that white space, the order
/// of members and a default that is spelt out make no difference.
/// </summary>
internal static class BodyHash
{
    public static string Of(
        string prompt,
        string? provider,
        string? model,
        JsonElement? options,
        WhileRunning whileRunning
    )
    {
        var buffer = new ArrayBufferWriter<byte>(prompt.Length + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(prompt);
            json.WriteStringValue(provider);
            json.WriteStringValue(model);
            json.WriteStringValue(whileRunning == WhileRunning.Interrupt ? "interrupt" : "reject");
            if (options is { } given)
                WriteSorted(json, given);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteSorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (
                    var member in value
                        .EnumerateObject()
                        .OrderBy(member => member.Name, StringComparer.Ordinal)
                )
                {
                    json.WritePropertyName(member.Name);
                    WriteSorted(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteSorted(json, item);
                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
