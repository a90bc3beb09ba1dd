using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Http.Requests;

/// <summary>Reads members of a JSON object; absent and null are the same.</summary>
internal static class Members
{
    public static bool RequireObject(JsonElement json, [NotNullWhen(false)] out Problem? problem)
    {
        problem =
            json.ValueKind == JsonValueKind.Object
                ? null
                : ProblemList.InvalidRequest("The body must be an object.");
        return problem is null;
    }

    /// <summary>A string of at most so many UTF-16 units, without NUL, which no store likes.</summary>
    public static bool TryReadText(
        JsonElement json,
        string name,
        int maxLength,
        out string? text,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        text = null;
        problem = null;
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return true;
        if (value.ValueKind != JsonValueKind.String)
            problem = ProblemList.InvalidRequest($"{name} must be a string.");
        else if (value.GetString() is { } given)
        {
            text = given;
            if (given.Length > maxLength)
                problem = ProblemList.InvalidRequest(
                    $"{name} may have {maxLength} characters at most."
                );
            else if (given.Contains('\0'))
                problem = ProblemList.InvalidRequest($"{name} contains a NUL.");
        }

        return problem is null;
    }

    /// <summary>A whole number from 1.</summary>
    public static bool TryReadNumber(
        JsonElement json,
        string name,
        out long? number,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        number = null;
        problem = null;
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return true;
        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var given)
            && given > 0
        )
            number = given;
        else
            problem = ProblemList.InvalidRequest($"{name} must be a whole number from 1.");
        return problem is null;
    }

    /// <summary>True or false; absent and null mean false.</summary>
    public static bool TryReadFlag(
        JsonElement json,
        string name,
        out bool flag,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        flag = false;
        problem = null;
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return true;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            flag = value.GetBoolean();
        else
            problem = ProblemList.InvalidRequest($"{name} must be true or false.");
        return problem is null;
    }
}
