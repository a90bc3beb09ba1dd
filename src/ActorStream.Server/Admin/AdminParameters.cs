using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActorStream.Operations.Conversations;
using ActorStream.Server.Http.Problems;

namespace ActorStream.Server.Admin;

/// <summary>Parameters that only operators' addresses have.</summary>
internal static class AdminParameters
{
    /// <summary>A whole number from 0; absent means <paramref name="byDefault"/>.</summary>
    public static bool TryReadNumber(
        string? text,
        string name,
        long byDefault,
        out long number,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        number = byDefault;
        problem = null;
        if (
            text is null
            || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        )
        {
            return true;
        }

        problem = ProblemList.InvalidRequest($"{name} must be a whole number from 0.");
        return false;
    }

    /// <summary>A whole number from 0; null where it is absent.</summary>
    public static bool TryReadNumber(
        string? text,
        string name,
        out long? number,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        var isNumber = TryReadNumber(text, name, 0, out var given, out problem);
        number = text is null ? null : given;
        return isNumber;
    }

    /// <summary>A point in time (ISO 8601), or an age (<c>7d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>).</summary>
    public static bool TryReadTime(
        string? text,
        string name,
        DateTimeOffset now,
        out DateTimeOffset? time,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        time = null;
        problem = null;
        if (text is null)
            return true;
        if (TimeOrAge.TryParse(text, now, out var given))
        {
            time = given;
            return true;
        }

        problem = ProblemList.InvalidRequest(
            $"{name} must be a time like 2026-01-31T12:00:00Z or an age like 7d, 12h, 30m or 45s."
        );
        return false;
    }
}
