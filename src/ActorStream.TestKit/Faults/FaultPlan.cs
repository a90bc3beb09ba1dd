namespace ActorStream.TestKit.Faults;

/// <summary>Ready-made plans.</summary>
public static class FaultPlan
{
    /// <summary>Nothing goes wrong.</summary>
    public static IFaultPlan None { get; } = new Plan(static _ => Fault.None);

    /// <summary>The same for each call of one kind, and nothing for others.</summary>
    public static IFaultPlan Always(StoreOperation operation, Fault fault) =>
        When(call => call.Operation == operation, fault);

    /// <summary>The same for each call that a test picks, and nothing for others.</summary>
    public static IFaultPlan When(Func<StoreCall, bool> isMeant, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(isMeant);
        return new Plan(call => isMeant(call) ? fault : Fault.None);
    }

    /// <summary>
    /// One after the other for the calls of one kind; nothing for others, and nothing after the last.
    /// </summary>
    public static IFaultPlan Scripted(StoreOperation operation, params Fault[] faults)
    {
        var left = new Queue<Fault>(faults);
        return new Plan(call =>
            call.Operation == operation && left.TryDequeue(out var fault) ? fault : Fault.None
        );
    }

    private sealed class Plan(Func<StoreCall, Fault> next) : IFaultPlan
    {
        public Fault Next(StoreCall call) => next(call);
    }
}
