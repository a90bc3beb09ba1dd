using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// Many events of a replay in one message. Only sent to an actor that set
/// <see cref="ReplayMessages.BatchesFor" />: a mailbox hop costs more than most events' handlers.
/// </summary>
internal sealed class ReplayedBatch(IPersistentRepresentation[] events, int count, int instanceId)
    : IJournalResponse,
        IDeadLetterSuppression
{
    public int InstanceId { get; } = instanceId;

    public ReadOnlySpan<IPersistentRepresentation> Events => events.AsSpan(0, count);
}
