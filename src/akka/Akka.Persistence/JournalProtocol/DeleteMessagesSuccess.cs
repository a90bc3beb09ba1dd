namespace Akka.Persistence;

/// <summary>The events were deleted.</summary>
public sealed class DeleteMessagesSuccess(long toSequenceNr) : IEquatable<DeleteMessagesSuccess>
{
    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc />
    public bool Equals(DeleteMessagesSuccess? other) =>
        other is not null && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesSuccess);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"DeleteMessagesSuccess({ToSequenceNr})";
}
