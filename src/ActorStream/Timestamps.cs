using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;

namespace ActorStream;

/// <summary>
/// Points in time as they stand in the journal and on the wire: UTC with six digits of a second,
/// <c>2026-01-31T12:00:00.123456Z</c>.
/// </summary>
public static class Timestamps
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Characters of every point in time.</summary>
    internal const int Length = 27;

    /// <summary>The scheduler's time, cut to whole microseconds. Follows virtual time.</summary>
    public static DateTimeOffset Now(IScheduler scheduler)
    {
        var now = scheduler.Now.UtcDateTime;
        return new(now.Ticks - now.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    /// <summary>Ticks of the journal, cut to whole microseconds; what is no time becomes the nearest.</summary>
    internal static DateTimeOffset OfTicks(long ticks)
    {
        var near = Math.Clamp(ticks, 0, DateTimeOffset.MaxValue.Ticks);
        return new(near - near % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    /// <summary>Writes a member.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[Length];
        json.WriteString(name, text[..Write(at, text)]);
    }

    /// <summary>Writes a value without quotes; returns its length, which is <see cref="Length"/>.</summary>
    internal static int Write(DateTimeOffset at, Span<byte> text)
    {
        // Twice for each chunk: digit by digit it takes a fifth of the time that a format string takes.
        var utc = at.UtcDateTime;
        "0000-00-00T00:00:00.000000Z"u8.CopyTo(text);
        Digits(text[..4], utc.Year);
        Digits(text[5..7], utc.Month);
        Digits(text[8..10], utc.Day);
        Digits(text[11..13], utc.Hour);
        Digits(text[14..16], utc.Minute);
        Digits(text[17..19], utc.Second);
        Digits(
            text[20..26],
            (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond)
        );
        return Length;
    }

    private static void Digits(Span<byte> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + number % 10);
            number /= 10;
        }
    }

    /// <summary>Reads what <see cref="Write(DateTimeOffset, Span{byte})"/> writes, and nothing else.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset at)
    {
        at = default;
        if (!HasShape(text))
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (
            Number(text[11..13]),
            Number(text[14..16]),
            Number(text[17..19])
        );
        if (
            year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
        {
            return false;
        }

        at = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(
            Number(text[20..26]) * TimeSpan.TicksPerMicrosecond
        );
        return true;
    }

    private static bool HasShape(ReadOnlySpan<byte> text)
    {
        var shape = "0000-00-00T00:00:00.000000Z"u8;
        if (text.Length != shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            var fits = shape[i] == '0' ? char.IsAsciiDigit((char)text[i]) : text[i] == shape[i];
            if (!fits)
                return false;
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = number * 10 + digit - '0';
        return number;
    }

    /// <summary>Writes a value.</summary>
    public static string ToText(DateTimeOffset at) =>
        at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>For <see cref="JsonSerializer"/>.</summary>
    public sealed class Converter : JsonConverter<DateTimeOffset>
    {
        /// <inheritdoc />
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetDateTimeOffset();

        /// <inheritdoc />
        public override void Write(
            Utf8JsonWriter writer,
            DateTimeOffset value,
            JsonSerializerOptions options
        )
        {
            Span<byte> text = stackalloc byte[Length];
            writer.WriteStringValue(text[..Timestamps.Write(value, text)]);
        }
    }
}
