namespace ActorStream.Server.Http.Requests;

/// <summary>
/// A request's body up to a limit of bytes. Kestrel's own limit ends the connection with the answer, which
/// a client that still sends may then not see; behind this one Kestrel reads on for a moment.
/// </summary>
/// <param name="body">The body, which stays the request's.</param>
/// <param name="maxBytes">How much of it is handed on.</param>
internal sealed class LimitedBody(Stream body, long maxBytes) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BadHttpRequestException">It is longer: status 413.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var count = await body.ReadAsync(buffer, cancellationToken);
        _read += count;
        return _read <= maxBytes
            ? count
            : throw new BadHttpRequestException(
                "The body is too large.",
                StatusCodes.Status413PayloadTooLarge
            );
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
}
