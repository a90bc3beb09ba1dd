using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ActorStream.TestKit.Deterministic;

/// <summary>What happened in a run, line by line, and a hash of all lines.</summary>
internal sealed class RunTrace(bool keepsLines) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> lines = [];
    private byte[] buffer = new byte[256];

    internal IReadOnlyList<string> Lines => lines;

    /// <summary>SHA-256 of the lines so far, in UTF-8, each with its line feed.</summary>
    internal string Hash => Convert.ToHexStringLower(hash.GetCurrentHash());

    internal long Count { get; private set; }

    internal void Add(TimeSpan time, char kind, string what)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.Ticks / TimeSpan.TicksPerMillisecond} {kind} {what}"
        );
        Count++;
        if (keepsLines)
        {
            lines.Add(line);
        }
        var size = Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }
        var length = Encoding.UTF8.GetBytes(line, buffer);
        buffer[length++] = (byte)'\n';
        hash.AppendData(buffer, 0, length);
    }

    public void Dispose() => hash.Dispose();
}
