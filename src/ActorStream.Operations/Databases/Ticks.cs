namespace ActorStream.Operations.Databases;

/// <summary>The tables' points in time: 100 ns since the year 1, UTC.</summary>
internal static class Ticks
{
    /// <summary>The time, or the nearest possible one where a damaged row has none.</summary>
    public static DateTimeOffset ToTime(long ticks) =>
        new(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
}
