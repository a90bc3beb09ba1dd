using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ActorStream.Journal;

/// <summary>
/// The end of every stored object since version 2: <c>,"crc":"9ab3f00c"}</c>, the CRC-32C of the manifest's
/// bytes and then of all of the payload before that end. It stands at a fixed place, so that a row is checked
/// before anything of it is parsed.
/// </summary>
/// <remarks>
/// CRC-32C finds every error within 32 bits in a row, so every flipped or lost byte; the end itself is
/// compared byte by byte. The processor has an instruction for it.
/// </remarks>
internal static class Checksum
{
    /// <summary>Bytes of the end.</summary>
    public const int Length = 18;

    private const int Digits = 8;

    private static ReadOnlySpan<byte> Before => ",\"crc\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;

    /// <summary>The checksum of an object without its closing brace.</summary>
    public static uint Of(string manifest, ReadOnlySpan<byte> body)
    {
        Span<byte> name = stackalloc byte[64];
        // Ours are short and ASCII; a stranger's, out of a damaged row, may be anything.
        if (!Encoding.UTF8.TryGetBytes(manifest, name, out var length))
            return ~Add(Add(uint.MaxValue, Encoding.UTF8.GetBytes(manifest)), body);
        return ~Add(Add(uint.MaxValue, name[..length]), body);
    }

    /// <summary>Writes the end into exactly <see cref="Length"/> bytes.</summary>
    public static void Write(uint checksum, Span<byte> end)
    {
        Before.CopyTo(end);
        checksum.TryFormat(end[Before.Length..], out _, "x8", CultureInfo.InvariantCulture);
        After.CopyTo(end[(Before.Length + Digits)..]);
    }

    /// <summary>Whether a payload ends like one with a checksum.</summary>
    public static bool IsPresent(ReadOnlySpan<byte> payload) =>
        payload.Length > Length
        && payload[^Length..].StartsWith(Before)
        && payload[^After.Length..].SequenceEqual(After);

    /// <summary>Whether a payload is, byte for byte, what was written under that manifest.</summary>
    public static bool IsRight(string manifest, ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= Length)
            return false;
        Span<byte> end = stackalloc byte[Length];
        Write(Of(manifest, payload[..^Length]), end);
        return payload[^Length..].SequenceEqual(end);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
