using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>
/// Read journals have no circuit breaker; a database's command has a time-out instead. So a query that
/// stalls fails after a while.
/// </summary>
internal sealed class QueriesThatEnd(IFaultPlan plan) : IFaultPlan
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);

    public Fault Next(StoreCall call)
    {
        var fault = plan.Next(call);
        return call.Operation == StoreOperation.Query && fault.Kind == FaultKind.Stalls
            ? new(FaultKind.Fails, Before: CommandTimeout)
            : fault;
    }
}
