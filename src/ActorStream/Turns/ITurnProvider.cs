using System.Text.Json;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Turns;

/// <summary>
/// Something that answers prompts. One instance serves all conversations at once and must be safe for
/// that.
/// </summary>
public interface ITurnProvider
{
    /// <summary>What clients put into <c>provider</c>. Lower case, stable.</summary>
    string Name { get; }

    /// <summary>What people read.</summary>
    string Title { get; }

    /// <summary>Whether its answers are made up, and must be labelled so.</summary>
    bool IsDemonstration { get; }

    /// <summary>Models that may be asked for; empty if any may.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>Looks at a request's model and options before it is accepted.</summary>
    /// <returns>What is wrong, in a sentence for the client's developer; null if nothing is.</returns>
    string? Validate(string? model, JsonElement? options);

    /// <summary>
    /// Streams one answer: chunks, then exactly one item with <see cref="ProviderItem.Finish"/>. An end
    /// without it counts as cut off. Called once a turn, never again after a restart.
    /// </summary>
    /// <param name="request">The prompt and what went before.</param>
    /// <param name="cancellation">Set when the turn has ended otherwise; the answer is no longer wanted.</param>
    /// <exception cref="ProviderException">The provider failed in a way that can be named.</exception>
    IAsyncEnumerable<ProviderItem> StreamAsync(TurnRequest request, CancellationToken cancellation);
}

/// <summary>A prompt on its way to a provider.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="TurnId">The turn.</param>
/// <param name="History">Earlier prompts and answers, oldest first.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Model">The model asked for, or null for the provider's default.</param>
/// <param name="Options">The options as JSON, or null.</param>
public sealed record TurnRequest(
    ConversationId ConversationId,
    TurnId TurnId,
    IReadOnlyList<HistoryMessage> History,
    string Prompt,
    string? Model,
    JsonElement? Options
);

/// <summary>One message of an earlier turn.</summary>
/// <param name="IsUser">True for a prompt, false for an answer.</param>
/// <param name="Text">Its text.</param>
public readonly record struct HistoryMessage(bool IsUser, string Text);

/// <summary>A piece of an answer, or its end.</summary>
public readonly record struct ProviderItem
{
    private ProviderItem(
        ChunkKind kind,
        string text,
        ProviderFinish? finish = null,
        Exception? fault = null
    )
    {
        Kind = kind;
        Text = text;
        Finish = finish;
        Fault = fault;
    }

    /// <summary>What <see cref="Text"/> is.</summary>
    public ChunkKind Kind { get; }

    /// <summary>The piece; empty for an end.</summary>
    public string Text { get; }

    /// <summary>Set on the last item only.</summary>
    public ProviderFinish? Finish { get; }

    /// <summary>Set on the last item of an answer that failed.</summary>
    internal Exception? Fault { get; }

    /// <summary>A piece.</summary>
    public static ProviderItem Chunk(ChunkKind kind, string text) => new(kind, text);

    /// <summary>A piece of the answer's text.</summary>
    public static ProviderItem OfText(string text) => new(ChunkKind.Text, text);

    /// <summary>The end.</summary>
    public static ProviderItem End(string finishReason, TokenUsage? usage = null) =>
        new(ChunkKind.Text, "", new ProviderFinish(finishReason, usage));

    /// <summary>The end of an answer that failed.</summary>
    internal static ProviderItem Failed(Exception fault) => new(ChunkKind.Text, "", fault: fault);
}

/// <summary>How an answer ended.</summary>
/// <param name="Reason">One of <see cref="FinishReasons"/>.</param>
/// <param name="Usage">Tokens, if counted.</param>
public sealed record ProviderFinish(string Reason, TokenUsage? Usage);

/// <summary>A provider's failure with a name.</summary>
public sealed class ProviderException(TurnFailure failure, Exception? inner = null)
    : Exception(failure.Title, inner)
{
    /// <summary>What the turn's end will say.</summary>
    public TurnFailure Failure { get; } = failure;
}
