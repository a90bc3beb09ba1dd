using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Conversations;

/// <summary>Makes the copy of a transcript that leaves its actor.</summary>
internal static class TranscriptViews
{
    /// <summary>A copy of the whole transcript.</summary>
    public static ConversationTranscript Copy(Transcript transcript, ConversationId id)
    {
        var started = transcript.Started!;
        var turns = transcript.Turns;
        return new(
            id,
            Titles.Of(started.Title, turns.Count > 0 ? turns[0].Started.Prompt : null),
            started.At,
            transcript.UpdatedAt,
            new(started.Incarnation, transcript.SequenceNr),
            turns is [.., { Ended: null } open] ? open.Started.TurnId : null,
            turns.Select(turn => Copy(turn, started.Incarnation)).ToArray(),
            started.Tenant
        );
    }

    private static TranscriptTurnView Copy(TranscriptTurn turn, string incarnation) =>
        new(
            turn.Started.TurnId,
            turn.Status,
            turn.Started.Prompt,
            turn.Started.Provider,
            turn.Started.Model,
            turn.Started.At,
            turn.Ended?.At,
            turn.Parts.Select(part => new TranscriptPartView(part.Kind, part.Text)).ToArray(),
            turn.Ended switch
            {
                TurnAborted aborted => aborted.Reason,
                TurnInterrupted interrupted => interrupted.Reason,
                _ => null,
            },
            (turn.Ended as TurnCompleted)?.FinishReason,
            (turn.Ended as TurnFailed)?.Failure,
            new(incarnation, turn.StartedSequenceNr)
        );
}
