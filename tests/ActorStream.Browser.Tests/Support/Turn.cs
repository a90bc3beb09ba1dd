using System.Text.Json.Nodes;

namespace ActorStream.Browser.Tests.Support;

/// <summary>Reads a turn of a transcript.</summary>
internal static class Turn
{
    /// <summary>The text parts of a turn of the transcript.</summary>
    public static string TextOf(JsonNode turn) =>
        string.Concat(
            turn["parts"]!
                .AsArray()
                .Where(part => (string?)part!["kind"] == "text")
                .Select(part => (string?)part!["text"])
        );
}
