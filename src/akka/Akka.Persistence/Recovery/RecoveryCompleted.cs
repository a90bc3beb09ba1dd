namespace Akka.Persistence;

/// <summary>The actor has recovered, and takes commands from now on.</summary>
public sealed class RecoveryCompleted
{
    /// <summary>The only instance.</summary>
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted() { }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RecoveryCompleted;

    /// <inheritdoc />
    public override int GetHashCode() =>
        nameof(RecoveryCompleted).GetHashCode(StringComparison.Ordinal);
}
