namespace ActorStream.TestKit.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The call fails, and nothing was done. A write: <c>OnPersistFailure</c>, and the actor stops.</summary>
    Fails,

    /// <summary>
    /// The store refuses the write as such, and nothing was done: <c>OnPersistRejected</c>. Elsewhere
    /// the same as <see cref="Fails"/>.
    /// </summary>
    IsRejected,

    /// <summary>
    /// All was done, and then the call fails: the caller cannot know. A replay delivers every event
    /// before it fails.
    /// </summary>
    FailsAfterwards,

    /// <summary>Nothing is done, and no answer ever comes.</summary>
    Stalls,
}

/// <summary>
/// What happens to one call of a <see cref="FaultyStore"/>. The pauses are in the actor system's time,
/// virtual where that is virtual.
/// </summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Before">A pause before the store does anything.</param>
/// <param name="After">A pause between what it did and its answer.</param>
public readonly record struct Fault(
    FaultKind Kind,
    TimeSpan Before = default,
    TimeSpan After = default
)
{
    /// <summary>Nothing goes wrong, and the answer comes at once.</summary>
    public static Fault None => default;

    /// <summary>Fails; nothing was done.</summary>
    public static Fault Fails => new(FaultKind.Fails);

    /// <summary>Refused; nothing was done.</summary>
    public static Fault IsRejected => new(FaultKind.IsRejected);

    /// <summary>Done, but it fails all the same.</summary>
    public static Fault FailsAfterwards => new(FaultKind.FailsAfterwards);

    /// <summary>Never done, never answered.</summary>
    public static Fault Stalls => new(FaultKind.Stalls);

    /// <summary>Done only after a while.</summary>
    public static Fault Slow(TimeSpan pause) => new(FaultKind.None, Before: pause);

    /// <summary>Done at once, answered after a while: a crash between finds it stored.</summary>
    public static Fault AnswersLate(TimeSpan pause) => new(FaultKind.None, After: pause);
}

/// <summary>The cause of what a <see cref="Fault"/> makes fail.</summary>
public sealed class SimulatedFaultException(string message) : Exception(message);
