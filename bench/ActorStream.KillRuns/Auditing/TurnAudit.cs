using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Auditing;

/// <summary>One turn as the journal tells it.</summary>
internal sealed record AuditedTurn(
    string Prompt,
    string StartCursor,
    EventType End = EventType.Unknown,
    string? EndCursor = null
);

/// <summary>
/// Reads a conversation's events as turns: each has one start and one end, nothing is outside.
/// </summary>
internal static class TurnAudit
{
    public static Dictionary<string, AuditedTurn> Read(
        string conversation,
        IReadOnlyList<JournalEvent> events,
        Violations violations
    )
    {
        var turns = new Dictionary<string, AuditedTurn>(StringComparer.Ordinal);
        string? open = null;
        for (var index = 0; index < events.Count; index++)
        {
            var journalEvent = events[index];
            if (journalEvent.SequenceNr != index + 2)
            {
                violations.Add("I6", $"{conversation}: {journalEvent} at place {index + 2}");
            }

            if (journalEvent.Type == EventType.TurnStarted)
            {
                if (open is not null || journalEvent.TurnId != $"t{turns.Count + 1}")
                {
                    violations.Add("I9", $"{conversation}: {journalEvent} while {open} is open");
                }

                open = journalEvent.TurnId;
                turns[open] = new AuditedTurn(journalEvent.Prompt!, journalEvent.Cursor!);
            }
            else if (journalEvent.TurnId != open)
            {
                violations.Add("I9", $"{conversation}: {journalEvent} outside its turn");
            }
            else if (journalEvent.Type.IsTerminal())
            {
                turns[open] = turns[open] with
                {
                    End = journalEvent.Type,
                    EndCursor = journalEvent.Cursor,
                };
                open = null;
            }
        }

        if (open is not null)
        {
            violations.Add("I9", $"{conversation}: {open} is open after the restart");
        }

        return turns;
    }
}
