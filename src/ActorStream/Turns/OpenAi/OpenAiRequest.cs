using System.Buffers;
using System.Text.Json;

namespace ActorStream.Turns.OpenAi;

/// <summary>The body of a chat completion's request.</summary>
internal static class OpenAiRequest
{
    public static BinaryData Write(TurnRequest request, string model, bool isOpenAi)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Prompt.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
            OpenAiOptions.Write(json, request.Options, isOpenAi);
            json.WriteStartArray("messages"u8);
            if (OpenAiOptions.System(request.Options) is { } system)
                WriteMessage(json, "system", system);
            foreach (var (isUser, text) in request.History)
                WriteMessage(json, isUser ? "user" : "assistant", text);
            WriteMessage(json, "user", request.Prompt);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, content);
        json.WriteEndObject();
    }
}
