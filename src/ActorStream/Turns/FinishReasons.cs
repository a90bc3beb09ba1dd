namespace ActorStream.Turns;

/// <summary>Why a provider ended its answer.</summary>
public static class FinishReasons
{
    /// <summary>The answer is complete.</summary>
    public const string Stop = "stop";

    /// <summary>The token limit was reached.</summary>
    public const string Length = "length";

    /// <summary>The model wants tools to be called.</summary>
    public const string ToolCalls = "tool-calls";

    /// <summary>A content filter cut the answer.</summary>
    public const string ContentFilter = "content-filter";

    /// <summary>Something the provider did not explain.</summary>
    public const string Other = "other";
}
