using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The events could not be deleted.</summary>
public sealed class DeleteMessagesFailure(Exception cause, long toSequenceNr)
    : INoSerializationVerificationNeeded,
        IEquatable<DeleteMessagesFailure>
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>The last sequence number meant, inclusive.</summary>
    public long ToSequenceNr { get; } = toSequenceNr;

    /// <inheritdoc />
    public bool Equals(DeleteMessagesFailure? other) =>
        other is not null && Equals(Cause, other.Cause) && ToSequenceNr == other.ToSequenceNr;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesFailure);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Cause, ToSequenceNr);

    /// <inheritdoc />
    public override string ToString() => $"DeleteMessagesFailure({Cause}, {ToSequenceNr})";
}
