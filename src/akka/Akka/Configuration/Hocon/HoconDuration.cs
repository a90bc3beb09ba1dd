namespace Akka.Configuration.Hocon;

/// <summary>Reads durations: <c>500ms</c>, <c>1.5 minutes</c>, <c>infinite</c>.</summary>
internal static class HoconDuration
{
    internal static TimeSpan Parse(string? text, bool allowInfinite)
    {
        if (
            allowInfinite
            && text is not null
            && text.Trim().Equals("infinite", StringComparison.OrdinalIgnoreCase)
        )
        {
            return Timeout.InfiniteTimeSpan;
        }
        var (number, unit) = HoconNumber.WithUnit(text);
        return TimeSpan.FromTicks((long)Math.Round(number * TicksPer(unit, text)));
    }

    private static decimal TicksPer(string unit, string? text) =>
        unit switch
        {
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" =>
                TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" =>
                TimeSpan.TicksPerMicrosecond,
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
            _ => throw new FormatException($"'{text}' is not a duration: no unit is '{unit}'."),
        };
}
