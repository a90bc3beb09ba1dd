using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Operations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using ActorStream.Server.Admin.Bodies;
using ActorStream.Server.Admin.Maintenance;

namespace ActorStream.Server.Admin.Journal;

/// <summary>
/// Verifies one conversation for whoever looks at it. That reads all its events, so the answer is
/// remembered for a while: a page that is refreshed again and again costs nothing more.
/// </summary>
internal sealed class DamageFinder(JournalAccess journal, TimeProvider time)
{
    /// <summary>Damage in one answer.</summary>
    private const int MaxDamage = 100;

    /// <summary>Conversations that are remembered.</summary>
    private const int MaxKnown = 256;

    /// <summary>How long an answer stands when nothing was written since, and when something was.</summary>
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KnownForAtLeast = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<ConversationId, Findings> _known = [];

    /// <summary>What is wrong with the conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="lastSequenceNr">Its last event.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Findings> FindAsync(
        ConversationId id,
        long lastSequenceNr,
        CancellationToken cancellation
    )
    {
        if (Known(id, lastSequenceNr) is { } known)
            return known;
        var database = await journal.OpenAsync(cancellation);
        var since = time.GetTimestamp();
        var damage = new List<DamageAtBody>();
        await JournalVerifier.VerifyAsync(database, id.PersistenceId, Found, cancellation);
        var findings = new Findings(
            since,
            await IncarnationAsync(database, id, cancellation),
            lastSequenceNr,
            damage
        );
        Remember(id, findings);
        return findings;

        void Found(Finding finding)
        {
            if (damage.Count < MaxDamage)
                damage.Add(new(finding.SequenceNr, Kinds.NameOf(finding.Kind), finding.Reason));
        }
    }

    /// <summary>The conversation was changed under its events' numbers: look at it again.</summary>
    public void Forget(ConversationId id)
    {
        lock (_gate)
            _known.Remove(id);
    }

    private static async Task<string> IncarnationAsync(
        IJournalDatabase database,
        ConversationId id,
        CancellationToken cancellation
    )
    {
        var beginning = await database.BeginningsAsync([id.PersistenceId], cancellation);
        return
            beginning is [{ First: { } first }]
            && first.TryDecode(out var @event, out _)
            && @event is ConversationStarted started
            ? started.Incarnation
            : "";
    }

    private Findings? Known(ConversationId id, long lastSequenceNr)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(id, out var found))
                return null;
            var limit = found.LastSequenceNr == lastSequenceNr ? KnownFor : KnownForAtLeast;
            return time.GetElapsedTime(found.Since) < limit ? found : null;
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
    /// <param name="Since">When it was looked for.</param>
    /// <param name="Incarnation">As the first event says, or empty.</param>
    /// <param name="LastSequenceNr">The last event at that time.</param>
    /// <param name="Damage">What is not as it was written.</param>
    internal sealed record Findings(
        long Since,
        string Incarnation,
        long LastSequenceNr,
        IReadOnlyList<DamageAtBody> Damage
    );
}
