using System.Text.Json;

namespace ActorStream.TestKit.Viewers;

/// <summary>One event as a viewer received it.</summary>
/// <param name="Cursor">Where it stands; the SSE <c>id</c>.</param>
/// <param name="Name">For example <c>chunk</c>.</param>
/// <param name="Json">The event's JSON, to the byte.</param>
public sealed record ViewedEvent(string Cursor, string Name, string Json)
{
    /// <summary>Whether a turn ends with it.</summary>
    public bool IsEnd =>
        Name is "turn-completed" or "turn-aborted" or "turn-failed" or "turn-interrupted";

    /// <summary>The text of a chunk, else empty.</summary>
    public string Text => Name == "chunk" ? Member("text").GetString() ?? "" : "";

    /// <summary>The number in its conversation.</summary>
    public long SequenceNr => Member("sequenceNr").GetInt64();

    /// <summary>A member of the JSON.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public JsonElement Member(string name)
    {
        using var document = JsonDocument.Parse(Json);
        return document.RootElement.GetProperty(name).Clone();
    }
}
