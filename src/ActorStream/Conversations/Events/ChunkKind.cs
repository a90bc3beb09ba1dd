namespace ActorStream.Conversations.Events;

/// <summary>What a chunk's text is.</summary>
public enum ChunkKind
{
    /// <summary>The answer.</summary>
    Text,

    /// <summary>What a model thinks before it answers.</summary>
    Reasoning,

    /// <summary>A tool call or its result, JSON as text.</summary>
    Tool,

    /// <summary>Anything else for the front end, JSON as text.</summary>
    Data,

    /// <summary>
    /// In place of a chunk that was damaged in the journal and could not be saved; without text.
    /// </summary>
    Lost,
}

/// <summary>The names of the kinds, in the journal and on the wire.</summary>
public static class ChunkKinds
{
    /// <summary>The kind's name.</summary>
    public static string ToName(ChunkKind kind) =>
        kind switch
        {
            ChunkKind.Text => "text",
            ChunkKind.Reasoning => "reasoning",
            ChunkKind.Tool => "tool",
            ChunkKind.Data => "data",
            ChunkKind.Lost => "lost",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such chunk kind."),
        };

    /// <summary>The kind's name in UTF-8.</summary>
    internal static ReadOnlySpan<byte> ToUtf8(ChunkKind kind) =>
        kind switch
        {
            ChunkKind.Text => "text"u8,
            ChunkKind.Reasoning => "reasoning"u8,
            ChunkKind.Tool => "tool"u8,
            ChunkKind.Data => "data"u8,
            ChunkKind.Lost => "lost"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such chunk kind."),
        };

    /// <summary>The kind of that name.</summary>
    /// <exception cref="FormatException">There is no kind of that name.</exception>
    public static ChunkKind FromName(string? name) =>
        name switch
        {
            "text" => ChunkKind.Text,
            "reasoning" => ChunkKind.Reasoning,
            "tool" => ChunkKind.Tool,
            "data" => ChunkKind.Data,
            "lost" => ChunkKind.Lost,
            _ => throw new FormatException($"'{name}' is no chunk kind."),
        };
}
