using System.Text.Json;
using ActorStream.Conversations.Events;

namespace ActorStream.Turns.OpenAi;

/// <summary>
/// Follows one answer chunk by chunk. Text and reasoning go on as they come; a tool call goes on when it
/// is whole.
/// </summary>
internal sealed class OpenAiAnswer
{
    private readonly OpenAiToolCalls _toolCalls = new();
    private string? _finishReason;
    private TokenUsage? _usage;

    /// <summary>Whether the model has said why it stopped.</summary>
    public bool IsFinished => _finishReason is not null;

    /// <summary>What this chunk brings.</summary>
    /// <exception cref="ProviderException">The server reports an error in mid-stream.</exception>
    public IEnumerable<ProviderItem> Read(JsonElement chunk)
    {
        if (chunk.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            throw OpenAiFailures.Reported(error);
        }

        ReadUsage(chunk);
        if (
            IsFinished
            || !chunk.TryGetProperty("choices", out var choices)
            || choices.ValueKind != JsonValueKind.Array
            || choices.GetArrayLength() == 0
        )
        {
            return [];
        }

        return ReadChoice(choices[0]);
    }

    /// <summary>The stream has ended.</summary>
    /// <exception cref="ProviderException">The model had not.</exception>
    public IEnumerable<ProviderItem> End()
    {
        if (_finishReason is null)
            throw OpenAiFailures.Cut();
        yield return ProviderItem.End(_finishReason, _usage);
    }

    private List<ProviderItem> ReadChoice(JsonElement choice)
    {
        var items = new List<ProviderItem>(1);
        if (choice.ValueKind != JsonValueKind.Object)
            return items;
        if (
            choice.TryGetProperty("delta", out var delta)
            && delta.ValueKind == JsonValueKind.Object
        )
        {
            // vLLM and llama.cpp say reasoning_content, newer vLLM and others reasoning.
            Add(items, ChunkKind.Reasoning, Text(delta, "reasoning_content"));
            if (items.Count == 0)
                Add(items, ChunkKind.Reasoning, Text(delta, "reasoning"));
            Add(items, ChunkKind.Text, Text(delta, "content"));
            Add(items, ChunkKind.Text, Text(delta, "refusal"));
            if (
                delta.TryGetProperty("tool_calls", out var calls)
                && calls.ValueKind == JsonValueKind.Array
            )
            {
                _toolCalls.Read(calls);
            }
        }

        if (Text(choice, "finish_reason") is { } reason)
        {
            _finishReason = ReasonOf(reason);
            foreach (var call in _toolCalls.TakeAll())
                items.Add(ProviderItem.Chunk(ChunkKind.Tool, call));
        }

        return items;
    }

    private void ReadUsage(JsonElement chunk)
    {
        if (
            chunk.TryGetProperty("usage", out var usage)
            && usage.ValueKind == JsonValueKind.Object
            && Count(usage, "prompt_tokens") is { } input
            && Count(usage, "completion_tokens") is { } output
        )
        {
            _usage = new(input, output);
        }
    }

    private static string ReasonOf(string reason) =>
        reason switch
        {
            "stop" => FinishReasons.Stop,
            "length" => FinishReasons.Length,
            "tool_calls" or "function_call" => FinishReasons.ToolCalls,
            "content_filter" => FinishReasons.ContentFilter,
            _ => FinishReasons.Other,
        };

    private static void Add(List<ProviderItem> items, ChunkKind kind, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            items.Add(ProviderItem.Chunk(kind, text));
    }

    /// <summary>A string member, or null. Half a character in an escape is passed on as it is.</summary>
    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? OpenAiText.Of(value)
            : null;

    private static long? Count(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var count)
            ? count
            : null;
}
