using System.Globalization;

namespace ActorStream.Cli.Output;

/// <summary>Numbers for people.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>So many of them, by the name of one: <c>1 event</c>, <c>2,000 events</c>.</summary>
    public static string Of(long count, string one) =>
        $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    /// <summary>In powers of 1000, as the options read it.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 999.5 && unit < Units.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        var format = unit > 0 && size < 9.95 ? "0.0" : "0";
        return $"{size.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
