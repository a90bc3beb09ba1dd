using ActorStream.Journal;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>How a conversation comes back.</summary>
/// <param name="Recovery">What is read.</param>
/// <param name="Damage">What the last attempt met, where that is why this one is different.</param>
internal sealed record RecoveryPlan(Recovery Recovery, Damage? Damage)
{
    /// <summary>From the newest snapshot, and every event after it.</summary>
    public static RecoveryPlan Usual { get; } = new(Recovery.Default, null);

    /// <summary>From the first event: the snapshot is damaged.</summary>
    public static RecoveryPlan WithoutSnapshot(Damage damage) =>
        new(new Recovery(SnapshotSelectionCriteria.None), damage);

    /// <summary>Not at all: the events are damaged. The conversation only says so.</summary>
    public static RecoveryPlan Nothing(Damage damage) => new(Recovery.None, damage);

    /// <summary>Whether this one reads no events.</summary>
    public bool IsNothing => ReferenceEquals(Recovery, Recovery.None);
}
