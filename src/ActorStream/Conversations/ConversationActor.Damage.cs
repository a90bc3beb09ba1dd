using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Journal;
using ActorStream.Regions;
using Akka.Actor;
using Akka.Persistence;

namespace ActorStream.Conversations;

/// <summary>
/// What the journal gives back, and what if that is damaged: a snapshot is done without; with a damaged event
/// the conversation shows nothing, takes nothing but its own erasure, and says why. It stays in memory as
/// long as somebody asks, so that damage is not read again for each question.
/// </summary>
internal sealed partial class ConversationActor
{
    private Damage? _damage;

    /// <inheritdoc />
    public override Recovery Recovery => _plan.Recovery;

    /// <summary>
    /// Content that cannot be read is no reason to try again: the region starts the conversation anew, at
    /// once, with a plan that does without. Anything else is the database's failure.
    /// </summary>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        switch (reason)
        {
            case SnapshotRefusedException { Damage: var damage }:
                Context.Parent.Tell(new RecoverOtherwise(RecoveryPlan.WithoutSnapshot(damage)));
                break;
            case var _ when !Damage.IsCauseOf(reason):
                base.OnRecoveryFailure(reason, message);
                break;
            // Whether it was the snapshot is not known; it is tried without first.
            case var _ when _plan == RecoveryPlan.Usual:
                Context.Parent.Tell(
                    new RecoverOtherwise(
                        RecoveryPlan.WithoutSnapshot(new Damage(null, Damage.Unreadable))
                    )
                );
                break;
            default:
                Context.Parent.Tell(
                    new RecoverOtherwise(RecoveryPlan.Nothing(new Damage(null, Damage.Unreadable)))
                );
                break;
        }
    }

    private void OnSnapshot(SnapshotOffer offer)
    {
        var sequenceNr = offer.Metadata.SequenceNr;
        switch (offer.Snapshot)
        {
            case ConversationSnapshot snapshot when snapshot.SequenceNr == sequenceNr:
                try
                {
                    _state = Snapshots.Restore(snapshot, _transcript);
                }
                catch (JournalFormatException damage)
                {
                    throw new SnapshotRefusedException(new(sequenceNr, damage.Message));
                }

                _tail.SkipTo(sequenceNr);
                _snapshotSequenceNr = _savedSnapshotSequenceNr = sequenceNr;
                break;
            case DamagedPayload damaged:
                throw new SnapshotRefusedException(new(sequenceNr, damaged.Reason));
            default:
                throw new SnapshotRefusedException(new(sequenceNr, Damage.Foreign));
        }
    }

    private void Replay(ConversationEvent @event)
    {
        if ((_damage ?? Take(@event)) is not { } damage)
        {
            Remember(@event, LastSequenceNr);
        }
        else if (@event is ConversationDeleted)
        {
            // What is damaged was to go, and what is missing is gone or never came: an import stores this
            // event alone, and then has the journal mark it. So the erasure is finished, nothing is served.
            _damage = null;
            _state = ConversationState.Erased(LastSequenceNr);
        }
        else if (_damage is null)
        {
            Meet(damage);
        }
    }

    /// <summary>The state after this event, or what is wrong with it.</summary>
    private Damage? Take(ConversationEvent @event)
    {
        if (LastSequenceNr != _state.SequenceNr + 1)
            return new(_state.SequenceNr + 1, "It is missing.");
        try
        {
            _state = _state.Apply(@event);
            return null;
        }
        catch (InvalidOperationException misplaced)
        {
            return new(LastSequenceNr, misplaced.Message);
        }
    }

    private void OnDamaged(object message)
    {
        if (_damage is null)
        {
            Meet(new(LastSequenceNr, message is DamagedPayload row ? row.Reason : Damage.Foreign));
        }
    }

    private void Meet(Damage damage)
    {
        _damage = damage;
        Context.System.EventStream.Publish(new DamageMet(_id, damage));
    }

    /// <summary>In place of the damaged snapshot a whole one, so that nobody meets it again.</summary>
    private void ReplaceSnapshot()
    {
        if (_plan.Damage is null || _state.SequenceNr == 0)
            return;
        Context.System.EventStream.Publish(
            new DamageMet(
                _id,
                new(
                    _plan.Damage.SequenceNr ?? _state.SequenceNr,
                    "The snapshot was not used, the events were read instead. "
                        + _plan.Damage.Reason
                )
            )
        );
        SaveSnapshotNow();
    }

    private void OnCommandWhileDamaged(IConversationMessage command)
    {
        switch (command)
        {
            case WakeConversation:
                Sender.Tell(new ConversationAwake(_id));
                break;
            case DeleteConversation when _erasureIsLeft:
                OnOrderedAgain();
                break;
            // Whoever only wants it gone as it was does not know what an operator may still repair.
            case DeleteConversation { OnlyAfter: { } last } when last != LastSequenceNr:
                Sender.Tell(new CommandRefused(RefusalReason.JournalDamaged));
                break;
            case DeleteConversation:
                EraseDamaged();
                break;
            default:
                Sender.Tell(new CommandRefused(RefusalReason.JournalDamaged));
                break;
        }
    }

    /// <summary>What cannot be read can be erased all the same.</summary>
    private void EraseDamaged()
    {
        _waitForErasure.Add(Sender);
        if (_erasing)
            return;
        _erasing = true;
        _state = ConversationState.Empty;
        PersistAsync(
            new ConversationDeleted(Now),
            deleted =>
            {
                Context.System.EventStream.Publish(
                    new ConversationChanged(
                        _id,
                        LastSequenceNr,
                        null,
                        deleted.At,
                        deleted.At,
                        false,
                        0,
                        true
                    )
                );
                Erase();
            }
        );
    }

    private sealed class SnapshotRefusedException(Damage damage) : Exception(damage.Reason)
    {
        public Damage Damage { get; } = damage;
    }
}
