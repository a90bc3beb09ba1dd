namespace ActorStream.TestKit.Faults;

/// <summary>How often what goes wrong: shares of all calls, between 0 and 1.</summary>
public sealed record FaultRates
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultRates None { get; } = new();

    /// <summary><see cref="FaultKind.Fails"/>.</summary>
    public double Fails { get; init; }

    /// <summary><see cref="FaultKind.IsRejected"/>.</summary>
    public double IsRejected { get; init; }

    /// <summary><see cref="FaultKind.FailsAfterwards"/>.</summary>
    public double FailsAfterwards { get; init; }

    /// <summary><see cref="FaultKind.Stalls"/>.</summary>
    public double Stalls { get; init; }

    /// <summary>Calls with a pause, before or after what they do. May come with a fault.</summary>
    public double Slow { get; init; }

    /// <summary>The longest pause.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromMilliseconds(500);
}

/// <summary>Faults by chance, but by the same chance each time.</summary>
/// <param name="random">Seeded by the test.</param>
public sealed class SeededFaults(Random random) : IFaultPlan
{
    /// <summary>Writes and deletions of events.</summary>
    public FaultRates Writes { get; init; } = FaultRates.None;

    /// <summary>Recoveries, their snapshots included, and queries.</summary>
    public FaultRates Reads { get; init; } = FaultRates.None;

    /// <summary>Saving and deleting snapshots.</summary>
    public FaultRates Snapshots { get; init; } = FaultRates.None;

    /// <inheritdoc/>
    public Fault Next(StoreCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var rates = call.Operation switch
        {
            StoreOperation.Write or StoreOperation.Delete => Writes,
            StoreOperation.SaveSnapshot or StoreOperation.DeleteSnapshots => Snapshots,
            _ => Reads,
        };
        var kind = Kind(rates, random.NextDouble());
        if (random.NextDouble() >= rates.Slow)
        {
            return new(kind);
        }
        var pause = rates.PauseMax * random.NextDouble();
        return random.Next(2) == 0 ? new(kind, Before: pause) : new(kind, After: pause);
    }

    private static FaultKind Kind(FaultRates rates, double dice)
    {
        if ((dice -= rates.Fails) < 0)
        {
            return FaultKind.Fails;
        }
        if ((dice -= rates.IsRejected) < 0)
        {
            return FaultKind.IsRejected;
        }
        if ((dice -= rates.FailsAfterwards) < 0)
        {
            return FaultKind.FailsAfterwards;
        }
        return dice - rates.Stalls < 0 ? FaultKind.Stalls : FaultKind.None;
    }
}
