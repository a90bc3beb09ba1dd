using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Journal;

/// <summary>Between a conversation in memory and its snapshot.</summary>
internal static class Snapshots
{
    /// <summary>A snapshot of a conversation without an open turn.</summary>
    public static ConversationSnapshot Take(Transcript transcript) =>
        new(
            transcript.Started!,
            transcript.SequenceNr,
            transcript.UpdatedAt,
            transcript.Turns.Select(Take).ToArray()
        );

    /// <summary>The state that the snapshot was taken of; also fills the transcript.</summary>
    public static ConversationState Restore(ConversationSnapshot snapshot, Transcript transcript)
    {
        var turns = snapshot.Turns.Select(Restore).ToArray();
        transcript.Restore(snapshot.Started, snapshot.SequenceNr, snapshot.UpdatedAt, turns);
        return ConversationState.Restore(
            snapshot.Started,
            snapshot.SequenceNr,
            turns.Select(turn => new TurnRecord(
                turn.Started.TurnId,
                turn.Status,
                turn.StartedSequenceNr,
                turn.EndedSequenceNr,
                turn.Started.Idempotency?.BodyHash
            )),
            turns
                .Where(turn => turn.Started.Idempotency is not null)
                .Select(turn =>
                    KeyValuePair.Create(turn.Started.Idempotency!.Key, turn.Started.TurnId)
                )
        );
    }

    private static SnapshotTurn Take(TranscriptTurn turn) =>
        new(
            turn.Started,
            turn.StartedSequenceNr,
            turn.EndedSequenceNr,
            turn.Parts.Select(part => new SnapshotPart(part.Kind, part.Text)).ToArray(),
            turn.Ended as TurnCompleted,
            turn.Ended as TurnAborted,
            turn.Ended as TurnFailed,
            turn.Ended as TurnInterrupted
        );

    private static TranscriptTurn Restore(SnapshotTurn stored)
    {
        var turn = new TranscriptTurn(stored.Started, stored.StartedSequenceNr);
        foreach (var part in stored.Parts)
            turn.Append(new(stored.Started.TurnId, part.Kind, part.Text, stored.Started.At));
        TurnEnded ended =
            (TurnEnded?)stored.Completed
            ?? (TurnEnded?)stored.Aborted
            ?? (TurnEnded?)stored.Failed
            ?? stored.Interrupted
            ?? throw new JournalFormatException(
                PayloadDamage.Content,
                $"The snapshot's {stored.Started.TurnId} has no end."
            );
        turn.End(ended, stored.EndedSequenceNr);
        return turn;
    }
}
