using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Regions;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>
/// The order to erase is durable; here it is carried out. The text is in the snapshots and in the events, and
/// the events go last: as long as they are there, whoever reads the journal finds what is left to do.
/// </summary>
internal sealed partial class ConversationActor
{
    private static readonly SnapshotSelectionCriteria Everything = SnapshotSelectionCriteria.Latest;

    /// <summary>How long after a failure it is tried again.</summary>
    private static readonly TimeSpan EraseAgainAfter = TimeSpan.FromSeconds(10);

    private readonly List<IActorRef> _waitForErasure = [];

    // From the order to erase until it is carried out: the actor must live to answer for it.
    private bool _erasing;
    private bool _erasureWaits;

    // It has failed, and is tried again: when its time comes, or somebody gives the order anew.
    private bool _erasureIsLeft;

    private void Erase()
    {
        _erasing = true;
        _erasureIsLeft = false;
        // A snapshot that came after its deletion would bring the conversation back.
        _erasureWaits = _savingSnapshots > 0;
        if (!_erasureWaits)
            DeleteSnapshots(Everything);
    }

    private void OnErasure(object message)
    {
        switch (message)
        {
            case DeleteSnapshotsSuccess:
                DeleteMessages(LastSequenceNr);
                break;
            case DeleteMessagesSuccess:
                OnErased();
                break;
            case DeleteSnapshotsFailure:
            case DeleteMessagesFailure:
                OnErasureFailed();
                break;
            case EraseAgain when _erasureIsLeft:
                Erase();
                break;
        }
    }

    private void OnErased()
    {
        var erased = new ConversationErased(_id);
        EndErasure(erased);
        Context.System.EventStream.Publish(erased);
        PassivateIfUnknown();
    }

    private void OnErasureFailed()
    {
        EndErasure(new CommandRefused(RefusalReason.JournalUnavailable));
        _erasureIsLeft = true;
        Timers.StartSingleTimer(EraseAgain.Instance, EraseAgain.Instance, EraseAgainAfter);
    }

    private void EndErasure(object reply)
    {
        _erasing = false;
        foreach (var sender in _waitForErasure)
            sender.Tell(reply);
        _waitForErasure.Clear();
    }

    /// <summary>Whoever was told that it failed may ask again, and is not told that there is nothing.</summary>
    private void OnOrderedAgain()
    {
        _waitForErasure.Add(Sender);
        Erase();
    }

    /// <summary>
    /// The last number belongs to no event that could be read. Nothing is read of a conversation that is
    /// erased; where something is, a row is damaged, and nobody has ordered that the others go. False if the
    /// conversation stops, to come back in another way.
    /// </summary>
    private bool OnLastEventMissing()
    {
        if (_snapshotSequenceNr > 0)
        {
            // It was left behind, or came after all. What is there besides, the events tell.
            Context.Parent.Tell(
                new RecoverOtherwise(
                    RecoveryPlan.WithoutSnapshot(new(_snapshotSequenceNr, Damage.Orphaned))
                )
            );
            Context.Stop(Self);
            return false;
        }

        if (_state.SequenceNr > 0)
        {
            Meet(new(_state.SequenceNr + 1, "It is missing."));
        }
        else if (_plan.Damage is not null)
        {
            _state = ConversationState.Erased(LastSequenceNr);
            Erase();
        }

        return true;
    }

    private sealed class EraseAgain : INotInfluenceReceiveTimeout
    {
        public static readonly EraseAgain Instance = new();
    }
}
