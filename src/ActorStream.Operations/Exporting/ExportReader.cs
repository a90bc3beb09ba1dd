using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>Reads an export line by line.</summary>
internal static class ExportReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Longest line; a prompt has 128 KiB at most.</summary>
    private const int MaxLineLength = 16 * 1024 * 1024;

    /// <summary>The lines without their line feeds.</summary>
    /// <exception cref="ExportTooLong">It has more bytes than it may have.</exception>
    /// <exception cref="JournalProblem">A line is longer than any of an export.</exception>
    public static async IAsyncEnumerable<byte[]> LinesAsync(
        Stream input,
        long maxBytes,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var reader = PipeReader.Create(input, new(bufferSize: BufferSize));
        var left = maxBytes;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.Length > left)
                throw new ExportTooLong();
            left -= buffer.Length;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end).ToArray();
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                yield return line;
            }

            if (buffer.Length > MaxLineLength)
                throw new JournalProblem("A line is too long for an export.");
            if (read.IsCompleted)
            {
                if (buffer.Length > 0)
                    yield return buffer.ToArray();
                yield break;
            }

            left += buffer.Length;
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
