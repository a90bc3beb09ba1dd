using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Reads numbers, always in the invariant culture.</summary>
internal static class HoconNumber
{
    internal static long Whole(string? text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(
                digits[2..],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var hex
            )
                ? hex
                : throw NotANumber(text);
        }
        if (
            long.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return number;
        }
        // 1e3 and 2.0 are whole numbers, too.
        if (
            decimal.TryParse(
                digits,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var fraction
            )
            && fraction == decimal.Truncate(fraction)
        )
        {
            return (long)fraction;
        }
        throw NotANumber(text);
    }

    internal static double Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotANumber(text);

    internal static decimal Decimal(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotANumber(text);

    /// <summary>Splits <c>1.5 s</c> into the number and its unit.</summary>
    internal static (decimal Number, string Unit) WithUnit(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        var length = 0;
        while (
            length < trimmed.Length
            && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] is '+' or '-' or '.')
        )
        {
            length++;
        }
        var number = trimmed[..length];
        var unit = trimmed[length..].Trim().ToString();
        return (Decimal(number.ToString()), unit);
    }

    private static FormatException NotANumber(string? text) =>
        new($"'{text}' is not a number of the kind that is asked for.");
}
