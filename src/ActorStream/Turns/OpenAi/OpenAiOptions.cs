using System.Text.Json;

namespace ActorStream.Turns.OpenAi;

/// <summary>The options that a prompt may carry, and how they stand in the request.</summary>
internal static class OpenAiOptions
{
    private const int MaxTokensLimit = 1_000_000;
    private const int MaxSystemLength = 65_536;
    private const int MaxStops = 4;

    /// <summary>What is wrong with them, or null. Unknown ones are ignored.</summary>
    public static string? Complain(JsonElement? options)
    {
        if (options is not { } given || given.ValueKind == JsonValueKind.Null)
            return null;
        if (given.ValueKind != JsonValueKind.Object)
            return "options must be an object.";
        foreach (var member in given.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && Complain(member) is { } complaint)
                return complaint;
        }

        return null;
    }

    /// <summary>Writes those that are given as members of the request.</summary>
    /// <param name="json">In the request's object.</param>
    /// <param name="options">Checked by <see cref="Complain(JsonElement?)"/>.</param>
    /// <param name="isOpenAi">OpenAI's newer models refuse the old name that others still need.</param>
    public static void Write(Utf8JsonWriter json, JsonElement? options, bool isOpenAi)
    {
        if (options is not { ValueKind: JsonValueKind.Object } given)
            return;
        Copy("temperature", "temperature");
        Copy("topP", "top_p");
        Copy("seed", "seed");
        Copy("stop", "stop");
        Copy("presencePenalty", "presence_penalty");
        Copy("frequencyPenalty", "frequency_penalty");
        Copy("reasoningEffort", "reasoning_effort");
        Copy("maxTokens", isOpenAi ? "max_completion_tokens" : "max_tokens");
        Copy("tools", "tools");

        void Copy(string name, string wireName)
        {
            if (!given.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return;
            }

            json.WritePropertyName(wireName);
            value.WriteTo(json);
        }
    }

    /// <summary>The system message, or null.</summary>
    public static string? System(JsonElement? options) =>
        options is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty("system", out var system)
        && system.ValueKind == JsonValueKind.String
            ? system.GetString()
            : null;

    private static string? Complain(JsonProperty member) =>
        member.Name switch
        {
            "temperature" => Number(member, 0, 2),
            "topP" => Number(member, 0, 1),
            "presencePenalty" or "frequencyPenalty" => Number(member, -2, 2),
            "maxTokens" => Whole(member, 1, MaxTokensLimit),
            "seed" => Whole(member, long.MinValue, long.MaxValue),
            "reasoningEffort" => Text(member, 20),
            "system" => Text(member, MaxSystemLength),
            "stop" => Stops(member.Value),
            "tools" when member.Value.ValueKind != JsonValueKind.Array =>
                "options.tools must be an array.",
            _ => null,
        };

    private static string? Number(JsonProperty member, double from, double to) =>
        member.Value.ValueKind == JsonValueKind.Number
        && member.Value.TryGetDouble(out var number)
        && number >= from
        && number <= to
            ? null
            : $"options.{member.Name} must be a number from {from} to {to}.";

    private static string? Whole(JsonProperty member, long from, long to) =>
        member.Value.ValueKind == JsonValueKind.Number
        && member.Value.TryGetInt64(out var number)
        && number >= from
        && number <= to
            ? null
            : $"options.{member.Name} must be a whole number from {from} to {to}.";

    private static string? Text(JsonProperty member, int maxLength) =>
        member.Value.ValueKind == JsonValueKind.String
        && member.Value.GetString()!.Length <= maxLength
            ? null
            : $"options.{member.Name} must be a string of at most {maxLength} characters.";

    private static string? Stops(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        || (
            value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() <= MaxStops
            && value.EnumerateArray().All(stop => stop.ValueKind == JsonValueKind.String)
        )
            ? null
            : $"options.stop must be a string, or an array of at most {MaxStops}.";
}
