using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
        if (TryReadAge(text) is { } age)
            time = age.Ticks < now.UtcTicks ? now - age : DateTimeOffset.MinValue;
        else if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var point
            )
        )
        {
            time = point;
        }
        else
        {
            problem = ProblemList.InvalidRequest(
                $"{name} must be a time like 2026-01-31T12:00:00Z or an age like 7d, 12h, 30m or 45s."
            );
        }

        return problem is null;
    }

    private static TimeSpan? TryReadAge(string text)
    {
        if (
            text.Length < 2
            || !int.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
        {
            return null;
        }

        return text[^1] switch
        {
            'd' when count <= 100_000 => TimeSpan.FromDays(count),
            'h' => TimeSpan.FromHours(count),
            'm' => TimeSpan.FromMinutes(count),
            's' => TimeSpan.FromSeconds(count),
            _ => null,
        };
    }
}
