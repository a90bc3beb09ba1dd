using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Regions;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Hosting;

/// <summary>Taking a conversation out of use, for whoever changes its rows.</summary>
public sealed partial class ConversationGateway
{
    /// <summary>No snapshot has such a number; but the store has to look, which <c>None</c> would spare it.</summary>
    private static readonly SnapshotSelectionCriteria NoneOfThem = new(0, DateTime.MaxValue);

    private static long holds;

    /// <summary>
    /// Holds a conversation: when this is answered, no actor of it is in memory, and none is started before
    /// the hold is disposed of. What is sent to it meanwhile waits for
    /// <c>actorstream.conversations.hold-patience</c>, then it is refused with
    /// <see cref="RefusalReason.ConversationHeld"/>; viewers stay connected.
    /// </summary>
    /// <returns>
    /// The hold, or why there is none: a turn is open (<see cref="RefusalReason.TurnRunning"/>), somebody else
    /// holds it, or what it is doing has not ended in time (<see cref="RefusalReason.JournalUnavailable"/>).
    /// </returns>
    public async Task<(ConversationHold? Hold, CommandRefused? Refusal)> HoldAsync(
        ConversationId id
    )
    {
        var order = new HoldConversation(id, Interlocked.Increment(ref holds));
        try
        {
            if (await _region.Ask<object>(order, _askTimeout) is CommandRefused refused)
                return (null, refused);
            if (await HasSettledAsync(id))
                return (new ConversationHold(this, id, order.Order), null);
        }
        catch (AskTimeoutException)
        {
            // As if it had been refused.
        }

        Release(id, order.Order);
        return (null, new CommandRefused(RefusalReason.JournalUnavailable));
    }

    /// <summary>
    /// An actor that ends in order waits for its snapshots. One that died of a failed write did not, and what it
    /// had ordered would come behind whoever changes the rows now. A store reads what it was told to save before.
    /// </summary>
    private async Task<bool> HasSettledAsync(ConversationId id)
    {
        var store = Persistence.Instance.Apply(Materializer.System).SnapshotStoreFor("");
        var question = new LoadSnapshot(id.PersistenceId, NoneOfThem, long.MaxValue);
        return await store.Ask<object>(question, _askTimeout) is LoadSnapshotResult;
    }

    internal void Release(ConversationId id, long order) =>
        _region.Tell(new ReleaseConversation(id, order), ActorRefs.NoSender);

    /// <summary>Nothing that was read of the conversation before is shown from now on.</summary>
    internal async Task ForgetAsync(ConversationId id)
    {
        var index = new ConversationIndex();
        var last = 0L;
        foreach (var (sequenceNr, @event) in (await _scan.ReadAsync(id)).Events)
        {
            index.Replay(id, sequenceNr, @event);
            last = sequenceNr;
        }

        var entry = index.Find(id);
        _sharedReader.Forget(id);
        _events.Publish(
            new ConversationRewritten(
                id,
                entry is { IsDeleted: false } ? entry with { SequenceNr = last } : null
            )
        );
    }
}

/// <summary>
/// A conversation that nobody uses until this is disposed of. Then it is started again, and what has waited
/// for it is brought to it.
/// </summary>
public sealed class ConversationHold : IAsyncDisposable
{
    private readonly ConversationGateway _gateway;
    private readonly long _order;

    internal ConversationHold(ConversationGateway gateway, ConversationId id, long order) =>
        (_gateway, ConversationId, _order) = (gateway, id, order);

    /// <summary>The conversation.</summary>
    public ConversationId ConversationId { get; }

    /// <summary>Its rows were changed: the list and what viewers share are made of the new ones.</summary>
    public Task RewrittenAsync() => _gateway.ForgetAsync(ConversationId);

    /// <summary>Lets everybody use it again.</summary>
    public ValueTask DisposeAsync()
    {
        _gateway.Release(ConversationId, _order);
        return ValueTask.CompletedTask;
    }
}
