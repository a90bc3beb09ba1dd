namespace ActorStream.Turns.OpenAi;

/// <summary>
/// Passes a stream on until a line grows over the limit: the parser of events would keep all of an
/// endless line in memory.
/// </summary>
internal sealed class LineLimitStream(Stream inner) : Stream
{
    private const int MaxLineBytes = 1024 * 1024;

    private int _sinceLineEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    private void Count(ReadOnlySpan<byte> bytes)
    {
        var lineEnd = bytes.LastIndexOf((byte)'\n');
        _sinceLineEnd = lineEnd >= 0 ? bytes.Length - lineEnd - 1 : _sinceLineEnd + bytes.Length;
        if (_sinceLineEnd > MaxLineBytes)
            throw OpenAiFailures.LineTooLong();
    }
}
