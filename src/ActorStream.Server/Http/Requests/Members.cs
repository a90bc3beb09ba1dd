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
}
