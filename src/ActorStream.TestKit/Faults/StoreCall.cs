namespace ActorStream.TestKit.Faults;

/// <summary>What a store is asked to do.</summary>
public enum StoreOperation
{
    /// <summary>Store events, one atomic write.</summary>
    Write,

    /// <summary>Delete events.</summary>
    Delete,

    /// <summary>Find the highest sequence number: the first call of a recovery.</summary>
    ReadHighest,

    /// <summary>Replay events to an actor that recovers.</summary>
    Replay,

    /// <summary>Read events for a read journal's query.</summary>
    Query,

    /// <summary>Save a snapshot.</summary>
    SaveSnapshot,

    /// <summary>Load the latest snapshot.</summary>
    LoadSnapshot,

    /// <summary>Delete snapshots.</summary>
    DeleteSnapshots,
}

/// <summary>One call of a store, as a <see cref="IFaultPlan"/> sees it.</summary>
/// <param name="Operation">What it is asked to do.</param>
/// <param name="PersistenceId">Whose events or snapshots; a query by tag has the tag here.</param>
/// <param name="Events">The events of a write; empty otherwise.</param>
public sealed record StoreCall(
    StoreOperation Operation,
    string PersistenceId,
    IReadOnlyList<object> Events
)
{
    internal StoreCall(StoreOperation operation, string persistenceId)
        : this(operation, persistenceId, []) { }
}

/// <summary>Decides what goes wrong, call by call.</summary>
public interface IFaultPlan
{
    /// <summary>What happens to this call. Asked once for each.</summary>
    Fault Next(StoreCall call);
}
