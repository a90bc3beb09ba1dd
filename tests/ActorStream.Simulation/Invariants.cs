using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>What a journal must look like when all is over.</summary>
internal static class Invariants
{
    public static void Check(SimulatedConversation conversation, FaultyStore store, Report report)
    {
        var events = store.EventsOf(conversation.Id.PersistenceId);
        if (conversation.MayBeErased && events.Count == 0)
        {
            report.Count("erased");
            return;
        }

        report.Check(!conversation.IsErased, "I19", () => $"{conversation.Id} came back.");
        CheckNumbers(conversation, events, store, report);
        CheckTurns(conversation, events, report);
    }

    /// <summary>An erasure that was decided is carried out at the latest when the actor wakes (I19).</summary>
    public static void CheckErasure(
        SimulatedConversation conversation,
        FaultyStore store,
        Report report
    )
    {
        var left = store.EventsOf(conversation.Id.PersistenceId);
        report.Check(
            !left.Any(stored => stored.Event is ConversationDeleted),
            "I19",
            () => $"{conversation.Id} was erased, and has {left.Count} events."
        );
        var snapshots = store.SnapshotsOf(conversation.Id.PersistenceId);
        report.Check(
            left.Count > 0 || snapshots.Count == 0,
            "I19",
            () => $"{conversation.Id} was erased, and has {snapshots.Count} snapshots."
        );
    }

    /// <summary>The transcript that people read is what the journal says (snapshots included).</summary>
    public static void Check(ConversationTranscript transcript, FaultyStore store, Report report)
    {
        var events = store.EventsOf(transcript.ConversationId.PersistenceId);
        report.Check(
            transcript.Cursor.SequenceNr == events.Count && transcript.OpenTurnId is null,
            "transcript",
            () => $"it ends at {transcript.Cursor} of {events.Count}."
        );
        foreach (var turn in transcript.Turns)
        {
            var own = events
                .Select(stored => stored.Event)
                .OfType<TurnEvent>()
                .Where(e => e.TurnId == turn.TurnId)
                .ToList();
            report.Check(
                string.Equals(
                    string.Concat(turn.Parts.Select(part => part.Text)),
                    TextOf(own),
                    StringComparison.Ordinal
                )
                    && own[^1] is TurnEnded ended
                    && ConversationState.StatusOf(ended) == turn.Status,
                "transcript",
                () => $"{turn.TurnId} reads otherwise than it was written."
            );
        }
    }

    private static void CheckNumbers(
        SimulatedConversation conversation,
        IReadOnlyList<StoredEvent> events,
        FaultyStore store,
        Report report
    )
    {
        for (var i = 0; i < events.Count; i++)
        {
            var at = i;
            report.Check(
                events[i].SequenceNr == i + 1,
                "I6",
                () => $"{conversation.Id} has {events[at].SequenceNr} as number {at + 1}."
            );
        }
        report.Check(
            store.HighestSequenceNr(conversation.Id.PersistenceId) == events.Count,
            "I6",
            () => $"{conversation.Id} has a highest number of its own."
        );
    }

    private static void CheckTurns(
        SimulatedConversation conversation,
        IReadOnlyList<StoredEvent> events,
        Report report
    )
    {
        var turns = events
            .Select(stored => stored.Event)
            .OfType<TurnEvent>()
            .GroupBy(e => e.TurnId)
            .ToDictionary(turn => turn.Key, turn => turn.ToList());
        foreach (var accepted in conversation.Accepted)
            report.Check(turns.ContainsKey(accepted), "I3", () => $"{accepted} is lost.");
        foreach (var (id, own) in turns)
        {
            report.Check(
                own[0] is TurnStarted
                    && own[^1] is TurnEnded
                    && own.Skip(1).SkipLast(1).All(e => e is ChunkAppended),
                "I9",
                () => $"{id}: {string.Join(' ', own.Select(e => e.GetType().Name))}."
            );
            CheckText(conversation, id, own, report);
        }
        foreach (var (id, cursor) in conversation.Stopped)
        {
            report.Check(
                turns[id][^1] is TurnAborted
                    && ReferenceEquals(events[(int)cursor.SequenceNr - 1].Event, turns[id][^1]),
                "I8",
                () => $"{id} was stopped at {cursor}, and ends with {turns[id][^1]}."
            );
        }
    }

    /// <summary>What is stored is what the provider said, from its beginning; all of it if completed.</summary>
    private static void CheckText(
        SimulatedConversation conversation,
        TurnId id,
        List<TurnEvent> own,
        Report report
    )
    {
        var said = conversation.SaidIn(id).ToString();
        var text = TextOf(own);
        report.Check(
            own[^1] is TurnCompleted
                ? string.Equals(said, text, StringComparison.Ordinal)
                : said.StartsWith(text, StringComparison.Ordinal),
            "I9",
            () => $"{id} holds '{text}' of '{said}'."
        );
        report.Count(own[^1].GetType().Name);
    }

    private static string TextOf(IEnumerable<TurnEvent> turn) =>
        string.Concat(turn.OfType<ChunkAppended>().Select(chunk => chunk.Text));
}
