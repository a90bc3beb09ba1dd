using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;
using ActorStream.Server.Admin.Bodies;

namespace ActorStream.Server.Admin.Journal;

/// <summary>
/// Reads a conversation's events to see whether they can be read. What was looked at is remembered for a
/// while, so that a page that is refreshed again and again reads only what is new.
/// </summary>
internal sealed class DamageFinder(JournalAccess journal, TimeProvider time)
{
    /// <summary>Events that cannot be read, in one answer.</summary>
    private const int MaxDamage = 100;

    /// <summary>Conversations that are remembered.</summary>
    private const int MaxKnown = 256;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, Findings> _known = [];

    /// <summary>What is wrong with the conversation's events, up to its end.</summary>
    public async Task<Findings> FindAsync(ConversationId id, CancellationToken cancellation)
    {
        var found = Known(id) ?? new Findings(time.GetTimestamp(), "", 0, []);
        var incarnation = found.Incarnation;
        var last = found.SequenceNr;
        var damage = found.Damage.ToList();
        var database = await journal.OpenAsync(cancellation);
        await foreach (
            var row in database.RowsAsync(id.PersistenceId, last + 1, cancellation: cancellation)
        )
        {
            if (row.SequenceNr != last + 1 && damage.Count < MaxDamage)
                damage.Add(new(last + 1, "gap", "Here events are missing."));
            last = row.SequenceNr;
            if (RowReader.DamageOf(row) is { } problem && damage.Count < MaxDamage)
                damage.Add(new(row.SequenceNr, problem.Kind, problem.Reason));
            if (last == 1 && Started(row) is { } started)
                incarnation = started.Incarnation;
        }

        var findings = new Findings(found.Since, incarnation, last, damage);
        Remember(id, findings);
        return findings;
    }

    /// <summary>The conversation was changed under its events' numbers: look at all of them again.</summary>
    public void Forget(ConversationId id)
    {
        lock (_gate)
            _known.Remove(id);
    }

    private static ConversationStarted? Started(JournalRow row) =>
        row.TryDecode(out var @event, out _) ? @event as ConversationStarted : null;

    private Findings? Known(ConversationId id)
    {
        lock (_gate)
        {
            return
                _known.TryGetValue(id, out var found) && time.GetElapsedTime(found.Since) < KnownFor
                ? found
                : null;
        }
    }

    private void Remember(ConversationId id, Findings findings)
    {
        lock (_gate)
        {
            if (_known.Count >= MaxKnown)
                _known.Clear();
            _known[id] = findings;
        }
    }

    /// <summary>What was found.</summary>
    /// <param name="Since">When the first event was looked at.</param>
    /// <param name="Incarnation">As the first event says, or empty.</param>
    /// <param name="SequenceNr">The last event that was looked at.</param>
    /// <param name="Damage">What cannot be read.</param>
    internal sealed record Findings(
        long Since,
        string Incarnation,
        long SequenceNr,
        IReadOnlyList<DamageAtBody> Damage
    );
}
