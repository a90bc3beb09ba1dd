namespace Akka.Persistence;

/// <summary>The snapshot store could not load a snapshot.</summary>
public sealed class LoadSnapshotFailed(Exception cause) : ISnapshotResponse
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause;

    /// <inheritdoc />
    public override bool Equals(object? obj) =>
        obj is LoadSnapshotFailed other && Equals(Cause, other.Cause);

    /// <inheritdoc />
    public override int GetHashCode() => Cause?.GetHashCode() ?? 0;

    /// <inheritdoc />
    public override string ToString() => $"LoadSnapshotFailed({Cause})";
}
