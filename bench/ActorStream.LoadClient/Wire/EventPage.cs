using System.Text.Json;

namespace ActorStream.LoadClient.Wire;

/// <summary>What to do with an event.</summary>
internal delegate void EventAction(in WireEvent wireEvent);

/// <summary>A page of <c>GET /conversations/{id}/events</c>.</summary>
internal static class EventPage
{
    /// <summary>Hands every event of the page on, and returns where the next page starts.</summary>
    public static (string? Cursor, bool HasMore) Read(ReadOnlySpan<byte> json, EventAction see)
    {
        string? cursor = null;
        var hasMore = false;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            reader.Read();
            if (member.SequenceEqual("events"u8))
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    see(WireEvent.Parse(default, json[start..(int)reader.BytesConsumed]));
                }
            }
            else if (member.SequenceEqual("cursor"u8))
            {
                cursor = reader.GetString();
            }
            else if (member.SequenceEqual("hasMore"u8))
            {
                hasMore = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        return (cursor, hasMore);
    }
}
