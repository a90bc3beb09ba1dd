using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ActorStream.Turns.OpenAi;

/// <summary>Puts the pieces of tool calls together.</summary>
internal sealed class OpenAiToolCalls
{
    private const int MaxCalls = 128;
    private const int MaxArgumentsLength = 1024 * 1024;

    private readonly SortedDictionary<int, Call> _calls = [];
    private int _length;

    /// <summary>Takes the pieces of one chunk.</summary>
    public void Read(JsonElement pieces)
    {
        foreach (var piece in pieces.EnumerateArray())
        {
            if (piece.ValueKind != JsonValueKind.Object)
                continue;
            var index =
                piece.TryGetProperty("index", out var number)
                && number.ValueKind == JsonValueKind.Number
                && number.TryGetInt32(out var given)
                    ? given
                    : _calls.Count;
            if (!_calls.TryGetValue(index, out var call))
            {
                if (_calls.Count == MaxCalls)
                    throw OpenAiFailures.Unreadable(null);
                _calls.Add(index, call = new());
            }

            call.Id = Text(piece, "id") ?? call.Id;
            if (
                !piece.TryGetProperty("function", out var function)
                || function.ValueKind != JsonValueKind.Object
            )
            {
                continue;
            }

            call.Name = Text(function, "name") ?? call.Name;
            var arguments = Text(function, "arguments");
            _length += arguments?.Length ?? 0;
            if (_length > MaxArgumentsLength)
                throw OpenAiFailures.Unreadable(null);
            call.Arguments.Append(arguments);
        }
    }

    /// <summary>The calls as JSON, one text each, in order.</summary>
    public List<string> TakeAll()
    {
        var texts = _calls.Values.Select(Write).ToList();
        _calls.Clear();
        return texts;
    }

    /// <summary><c>{"id": …, "name": …, "arguments": "…"}</c>, the arguments as the model wrote them.</summary>
    private static string Write(Call call)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.Arguments.ToString());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? OpenAiText.Of(value)
            : null;

    private sealed class Call
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
