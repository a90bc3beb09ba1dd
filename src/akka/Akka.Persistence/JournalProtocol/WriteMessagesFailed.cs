namespace Akka.Persistence;

/// <summary>A whole write failed; a <see cref="WriteMessageFailure" /> for each of its events follows.</summary>
public sealed class WriteMessagesFailed(Exception cause, int writeCount)
    : IJournalResponse,
        IEquatable<WriteMessagesFailed>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>How many atomic writes failed.</summary>
    public int WriteCount { get; } = writeCount;

    /// <inheritdoc />
    public bool Equals(WriteMessagesFailed? other) =>
        other is not null && Equals(Cause, other.Cause) && WriteCount == other.WriteCount;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as WriteMessagesFailed);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause, WriteCount);

    /// <inheritdoc />
    public override string ToString() => $"WriteMessagesFailed({Cause}, {WriteCount})";
}
