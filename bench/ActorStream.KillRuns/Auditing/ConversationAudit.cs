using ActorStream.KillRuns.Clients;
using ActorStream.LoadClient.Viewing;
using ActorStream.LoadClient.Wire;

namespace ActorStream.KillRuns.Auditing;

/// <summary>
/// Compares everything that the clients of one conversation were told with what the journal says, after
/// a restart and while nothing runs. Remembers what it read, so that nothing can change later either.
/// </summary>
internal sealed class ConversationAudit(ConversationClient client, Violations violations)
{
    private readonly List<ulong> _before = [];

    public ConversationClient Client => client;

    /// <summary>The sequence number of the journal's last event.</summary>
    public long LastSequenceNr => _before.Count + 1;

    /// <summary>Runs the audit and returns how many seen events it compared.</summary>
    public async Task<long> RunAsync(ServerApi api, CancellationToken cancellation)
    {
        var events = new List<JournalEvent>();
        try
        {
            await api.ReadEventsAsync(
                client.Id,
                after: null,
                (in WireEvent wireEvent) => events.Add(JournalEvent.Of(wireEvent)),
                cancellation
            );
        }
        catch (InvalidOperationException error)
        {
            violations.Add("I1", error.Message);
            return 0;
        }

        Unchanged(events);
        var compared = client.Viewers.Sum(viewer => Seen(viewer.Record, events));
        var turns = TurnAudit.Read(client.Id, events, violations);
        Prompts(turns);
        Stops(turns);
        return compared;
    }

    /// <summary>Whether no turn is open; false also when the server cannot say.</summary>
    public async Task<bool> IsQuietAsync(ServerApi api, CancellationToken cancellation)
    {
        var last = EventType.Unknown;
        try
        {
            await api.ReadEventsAsync(
                client.Id,
                after: null,
                (in WireEvent wireEvent) => last = wireEvent.Type,
                cancellation
            );
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return last == EventType.Unknown || last.IsTerminal();
    }

    private void Unchanged(List<JournalEvent> events)
    {
        for (var index = 0; index < _before.Count; index++)
        {
            if (index >= events.Count || events[index].Fingerprint != _before[index])
            {
                violations.Add(
                    "I1",
                    $"{client.Id}: event {index + 2} is not what an earlier audit has read"
                );
                break;
            }
        }

        _before.Clear();
        _before.AddRange(events.Select(journalEvent => journalEvent.Fingerprint));
    }

    private long Seen(ViewerRecord record, List<JournalEvent> events)
    {
        if (!record.IsClean)
        {
            violations.Add("I2", $"{client.Id}: {record.FirstFault}");
        }

        for (var index = 0; index < record.Fingerprints.Count; index++)
        {
            if (index >= events.Count || events[index].Fingerprint != record.Fingerprints[index])
            {
                var journal = index < events.Count ? events[index].ToString() : "no such event";
                violations.Add("I1", $"{client.Id}: a viewer saw another {index + 2}: {journal}");
                break;
            }
        }

        return record.Fingerprints.Count;
    }

    private void Prompts(Dictionary<string, AuditedTurn> turns)
    {
        foreach (var prompt in client.Ledger.Prompts)
        {
            if (!turns.TryGetValue(prompt.TurnId, out var turn))
            {
                violations.Add("I3", $"{client.Id}: {prompt} is lost");
            }
            else if (turn.Prompt != prompt.Prompt || turn.StartCursor != prompt.Cursor)
            {
                violations.Add("I3", $"{client.Id}: {prompt} has become {turn}");
            }
            else if (turn.End == EventType.Unknown)
            {
                violations.Add("I3", $"{client.Id}: {prompt} has no end");
            }
        }

        foreach (var prompts in turns.Values.GroupBy(turn => turn.Prompt, StringComparer.Ordinal))
        {
            if (prompts.Count() > 1)
            {
                violations.Add(
                    "I4",
                    $"{client.Id}: {prompts.Key} was taken {prompts.Count()} times"
                );
            }

            if (!client.Ledger.HasSent(prompts.Key))
            {
                violations.Add("I3", $"{client.Id}: nobody sent {prompts.Key}");
            }
        }
    }

    private void Stops(Dictionary<string, AuditedTurn> turns)
    {
        foreach (var stop in client.Ledger.Stops)
        {
            var turn = turns.GetValueOrDefault(stop.TurnId);
            if (turn is not { End: EventType.TurnAborted } || turn.EndCursor != stop.Cursor)
            {
                violations.Add("I8", $"{client.Id}: {stop} was confirmed, the journal has {turn}");
            }
        }
    }
}
