using System.Globalization;

namespace ActorStream.Operations.Conversations;

/// <summary>
/// A point in time as operators write it: ISO 8601 (UTC unless it says otherwise), or an age like
/// <c>7d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>.
/// </summary>
public static class TimeOrAge
{
    private const int MaxDays = 100_000;

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (TryReadAge(text) is { } age)
        {
            time = age.Ticks < now.UtcTicks ? now - age : DateTimeOffset.MinValue;
            return true;
        }

        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time
        );
    }

    private static TimeSpan? TryReadAge(string text) =>
        text.Length > 1
        && int.TryParse(
            text.AsSpan(0, text.Length - 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var count
        )
            ? text[^1] switch
            {
                'd' when count <= MaxDays => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                's' => TimeSpan.FromSeconds(count),
                _ => null,
            }
            : null;
}
