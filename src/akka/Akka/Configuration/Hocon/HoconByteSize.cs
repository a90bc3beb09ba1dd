namespace Akka.Configuration.Hocon;

/// <summary>
/// Reads sizes: <c>512</c>, <c>128 KiB</c>, <c>10MB</c>. Single letters are powers of 1,024,
/// <c>kB</c>, <c>MB</c> and so on powers of 1,000.
/// </summary>
internal static class HoconByteSize
{
    internal static long Parse(string text)
    {
        var (number, unit) = HoconNumber.WithUnit(text);
        return (long)(number * BytesPer(unit, text));
    }

    private static decimal BytesPer(string unit, string text) =>
        unit switch
        {
            "" or "B" or "b" or "byte" or "bytes" => 1,
            "kB" or "kilobyte" or "kilobytes" => 1_000,
            "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "MB" or "megabyte" or "megabytes" => 1_000_000,
            "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "GB" or "gigabyte" or "gigabytes" => 1_000_000_000,
            "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            "TB" or "terabyte" or "terabytes" => 1_000_000_000_000,
            "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
            "PB" or "petabyte" or "petabytes" => 1_000_000_000_000_000,
            "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
            _ => throw new FormatException($"'{text}' is not a size: no unit is '{unit}'."),
        };
}
