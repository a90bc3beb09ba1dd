using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Conversations;

/// <summary>The decisions: each takes the state, a command and the time, and changes nothing.</summary>
public sealed partial record ConversationState
{
    /// <summary>Begins the conversation; asked twice, it answers the same.</summary>
    public Decision Decide(StartConversation command, DateTimeOffset now)
    {
        if (IsDeleted)
            return Refused(RefusalReason.ConversationNotFound);
        if (Incarnation is { } incarnation)
            return new Decision.Repeat(
                new ConversationCreated(command.ConversationId, new(incarnation, 1))
            );
        return new Decision.Write(
            [new ConversationStarted(command.Incarnation, command.Title, now, command.Tenant)],
            new ConversationCreated(command.ConversationId, new(command.Incarnation, 1))
        );
    }

    /// <summary>Accepts a prompt, recognises a repeated one, or refuses.</summary>
    /// <param name="command">The prompt.</param>
    /// <param name="now">The time.</param>
    /// <param name="isStopped">Whether its stop was here before it: then its turn ends as it begins.</param>
    public Decision Decide(SubmitPrompt command, DateTimeOffset now, bool isStopped = false)
    {
        if (!Exists)
            return Refused(RefusalReason.ConversationNotFound);
        if (command.Idempotency is { } stamp && Keys.TryGetValue(stamp.Key, out var earlier))
        {
            var turn = Turns[earlier.Number - 1];
            return string.Equals(turn.BodyHash, stamp.BodyHash, StringComparison.Ordinal)
                ? new Decision.Repeat(
                    new PromptAccepted(turn.TurnId, CursorAt(turn.StartedSequenceNr), true)
                )
                : Refused(RefusalReason.IdempotencyKeyReused, turn.TurnId);
        }

        if (OpenTurn is { } open && command.WhileRunning == WhileRunning.Reject)
            return Refused(RefusalReason.TurnRunning, open.TurnId);

        var started = new TurnStarted(
            new(Turns.Count + 1),
            command.Prompt,
            command.Provider,
            command.Model,
            command.Options,
            command.Idempotency,
            now
        );
        var events = new List<ConversationEvent>(3);
        if (OpenTurn is { } replaced)
            events.Add(new TurnAborted(replaced.TurnId, AbortReasons.Interrupted, now));
        events.Add(started);
        var accepted = new PromptAccepted(
            started.TurnId,
            CursorAt(SequenceNr + events.Count),
            false
        );
        if (isStopped)
            events.Add(new TurnAborted(started.TurnId, AbortReasons.User, now));
        return new Decision.Write(events, accepted);
    }

    /// <summary>
    /// Ends a turn on purpose; a turn that was stopped before gives the same marker. A stop of a prompt
    /// that is not here waits.
    /// </summary>
    public Decision Decide(StopTurn command, DateTimeOffset now)
    {
        if (!Exists)
            return Refused(RefusalReason.ConversationNotFound);
        if (command.TurnId is { } id && id.Number > Turns.Count)
            return Refused(RefusalReason.TurnNotFound);
        var named = command.TurnId;
        if (command.PromptKey is { } key)
        {
            if (!Keys.TryGetValue(key, out var begun))
                return new Decision.Wait(key);
            named = begun;
        }

        var turn = named is { } known ? Turns[known.Number - 1] : Turns.LastOrDefault();
        return turn switch
        {
            null => Refused(RefusalReason.NoOpenTurn),
            { Status: TurnStatus.Running } => new Decision.Write(
                [new TurnAborted(turn.TurnId, AbortReasons.User, now)],
                new TurnStopped(turn.TurnId, CursorAt(SequenceNr + 1))
            ),
            { Status: TurnStatus.Aborted } => new Decision.Repeat(
                new TurnStopped(turn.TurnId, CursorAt(turn.EndedSequenceNr))
            ),
            _ when named is null => Refused(RefusalReason.NoOpenTurn),
            _ => new Decision.Refuse(
                new(
                    RefusalReason.TurnEnded,
                    turn.TurnId,
                    turn.Status,
                    CursorAt(turn.EndedSequenceNr)
                )
            ),
        };
    }

    /// <summary>Ends an open turn and leaves the empty event that stays.</summary>
    public Decision Decide(DeleteConversation command, DateTimeOffset now)
    {
        if (!Exists)
            return Refused(RefusalReason.ConversationNotFound);
        if (command.OnlyAfter is { } last && (last != SequenceNr || OpenTurn is not null))
            return Refused(RefusalReason.TurnRunning, OpenTurn?.TurnId);
        ConversationEvent[] events = OpenTurn is { } open
            ?
            [
                new TurnAborted(open.TurnId, AbortReasons.Deleted, now),
                new ConversationDeleted(now),
            ]
            : [new ConversationDeleted(now)];
        return new Decision.Write(events, new ConversationErased(command.ConversationId));
    }

    /// <summary>What a recovery writes before anything else: the mark on a turn that was left open.</summary>
    public TurnInterrupted? Heal(DateTimeOffset now) =>
        OpenTurn is { } open ? new(open.TurnId, InterruptionReasons.Restart, now) : null;

    private static Decision.Refuse Refused(RefusalReason reason, TurnId? turnId = null) =>
        new(new CommandRefused(reason, turnId));
}
