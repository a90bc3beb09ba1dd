namespace Akka.Persistence;

/// <summary>Where events and snapshots get their times from.</summary>
internal static class Clock
{
    public static long UtcTicks => TimeProvider.System.GetUtcNow().UtcTicks;

    public static DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;
}
