using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Views;

/// <summary>One event in the bytes of the wire (docs/protocol.md); the JSON is a part of the frame.</summary>
internal sealed class WireFrame
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    private readonly byte[] _bytes;
    private readonly int _jsonStart;

    private WireFrame(byte[] bytes, int jsonStart)
    {
        _bytes = bytes;
        _jsonStart = jsonStart;
    }

    public ReadOnlyMemory<byte> Sse => _bytes;

    public ReadOnlyMemory<byte> Json => _bytes.AsMemory(_jsonStart, _bytes.Length - _jsonStart - 2);

    public static WireFrame Encode(JournaledEvent journaled) =>
        Encode(journaled.Cursor, EventNames.Of(journaled.Event), journaled.Event);

    /// <summary>The frame that tells a viewer to begin again.</summary>
    public static WireFrame Reset(string incarnation) =>
        Encode(new(incarnation, 0), EventNames.Reset, null);

    private static WireFrame Encode(Cursor cursor, string name, ConversationEvent? @event)
    {
        var buffer = s_buffer ??= new(512);
        buffer.ResetWrittenCount();
        buffer.Write("id: "u8);
        var cursorStart = buffer.WrittenCount;
        var cursorLength = cursor.Write(buffer);
        var cursorText = buffer.WrittenSpan.Slice(cursorStart, cursorLength);
        buffer.Write("\nevent: "u8);
        Ascii(buffer, name);
        buffer.Write("\ndata: "u8);
        var jsonStart = buffer.WrittenCount;
        var json = s_writer ??= new(buffer, WriterOptions);
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        json.WriteString("cursor"u8, cursorText);
        json.WriteNumber("sequenceNr"u8, cursor.SequenceNr);
        if (@event is null)
        {
            json.WriteNull("turnId"u8);
            json.WriteString("reason"u8, "unknown-cursor"u8);
        }
        else
        {
            Members(json, @event);
        }

        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n\n"u8);
        return new(buffer.WrittenSpan.ToArray(), jsonStart);
    }

    private static void Members(Utf8JsonWriter json, ConversationEvent @event)
    {
        if (@event is TurnEvent { TurnId: var turnId })
            Write(json, turnId);
        Timestamps.Write(json, "at"u8, @event.At);
        switch (@event)
        {
            case ChunkAppended chunk:
                json.WriteString("kind"u8, ChunkKinds.ToName(chunk.Kind));
                json.WriteString("text"u8, chunk.Text);
                break;
            case TurnStarted started:
                json.WriteString("prompt"u8, started.Prompt);
                json.WriteString("provider"u8, started.Provider);
                json.WriteString("model"u8, started.Model);
                break;
            case TurnCompleted completed:
                json.WriteString("finishReason"u8, completed.FinishReason);
                Usage(json, completed.Usage);
                break;
            case TurnAborted aborted:
                json.WriteString("reason"u8, aborted.Reason);
                break;
            case TurnInterrupted interrupted:
                json.WriteString("reason"u8, interrupted.Reason);
                break;
            case TurnFailed { Failure: var failure }:
                json.WriteStartObject("error"u8);
                json.WriteString("type"u8, failure.Type);
                json.WriteString("title"u8, failure.Title);
                json.WriteString("detail"u8, failure.Detail);
                json.WriteEndObject();
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, TurnId turnId)
    {
        const int MaxDigits = 11;
        Span<byte> text = stackalloc byte[1 + MaxDigits];
        text[0] = (byte)'t';
        Utf8Formatter.TryFormat(turnId.Number, text[1..], out var digits);
        json.WriteString("turnId"u8, text[..(1 + digits)]);
    }

    private static void Usage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteNumber("inputTokens"u8, usage.InputTokens);
        json.WriteNumber("outputTokens"u8, usage.OutputTokens);
        json.WriteEndObject();
    }

    private static void Ascii(ArrayBufferWriter<byte> buffer, string text)
    {
        var written = Encoding.ASCII.GetBytes(text, buffer.GetSpan(text.Length));
        buffer.Advance(written);
    }
}
