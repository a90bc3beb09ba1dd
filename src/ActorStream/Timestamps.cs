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
        at.UtcDateTime.TryFormat(text, out var written, Format, CultureInfo.InvariantCulture);
        return written;
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
