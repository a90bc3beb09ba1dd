using System.Buffers.Binary;

namespace ActorStream.LoadClient.Wire;

/// <summary>
/// A quick 64-bit hash. It guards against accidents, not against enemies: two different events that
/// hash alike would hide a violation once in 2^64 comparisons.
/// </summary>
internal static class Hash64
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    /// <summary>A value to start from.</summary>
    public const ulong Start = 0xCBF29CE484222325;

    /// <summary>Mixes <paramref name="bytes"/> and their length into <paramref name="hash"/>.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        var rest = 0UL;
        foreach (var value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return Mix(Mix(hash, rest), (ulong)length);
    }

    /// <summary>
    /// Mixes bytes one at a time, so that the same text hashes alike however it was cut up.
    /// </summary>
    public static ulong AddUncut(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * Prime;
        return hash ^ (hash >> 32);
    }
}
