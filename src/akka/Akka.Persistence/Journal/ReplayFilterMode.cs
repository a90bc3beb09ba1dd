namespace Akka.Persistence.Journal;

/// <summary>What is done about a replay that shows that two writers were at work at once.</summary>
public enum ReplayFilterMode
{
    /// <summary>The replay fails, and so does the recovery.</summary>
    Fail,

    /// <summary>A warning is logged; all events are replayed.</summary>
    Warn,

    /// <summary>A warning is logged; what the older writer wrote in parallel is left out.</summary>
    RepairByDiscardOld,

    /// <summary>Nothing is looked for.</summary>
    Disabled,
}
