using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Healing;

/// <summary>
/// What makes one conversation whole again: pure, from its rows to the steps. Rows that can be read are never
/// changed in what they say, and never moved; the provider is never asked.
/// </summary>
/// <param name="Steps">In the order of their numbers, snapshots last. Empty for a whole conversation.</param>
/// <param name="Obstacle">Why it cannot be healed, or null. Then there are no steps.</param>
public sealed record HealingPlan(IReadOnlyList<HealingStep> Steps, string? Obstacle)
{
    /// <summary>
    /// What the plan was made of, in one hash: it is carried out only while the database holds just that.
    /// </summary>
    public string Mark { get; init; } = "";

    /// <summary>Rows that one conversation may lack. More is not a gap, it is another journal.</summary>
    private const long MaxMissing = 10_000;

    /// <summary>Plans the healing of one conversation.</summary>
    /// <param name="id">Its persistence id.</param>
    /// <param name="rows">All its rows, by number.</param>
    /// <param name="snapshots">All its snapshots.</param>
    /// <param name="strayTags">The numbers of tags that belong to no row, ascending.</param>
    /// <param name="incarnation">Eight hexadecimal digits, for a conversation whose start is lost.</param>
    /// <param name="now">For the end of a turn that was left open.</param>
    public static HealingPlan Of(
        string id,
        IReadOnlyList<JournalRow> rows,
        IReadOnlyList<SnapshotRow> snapshots,
        IReadOnlyList<long> strayTags,
        string incarnation,
        DateTimeOffset now
    )
    {
        var tags = DropTags(id, strayTags);
        if (rows.Count == 0)
            return new([.. tags, .. Drop(snapshots, "No event of it is left.")], null);
        if (rows is [{ IsDeleted: true }])
            return new([.. tags, .. DropErased(snapshots)], null);
        if (!ConversationId.TryParsePersistenceId(id, out _))
            return new([], "No conversation has such an id.");
        if (rows[0].SequenceNr < 1)
            return new([], "Numbers begin with 1.");
        var last = LastKnown(rows, snapshots, strayTags);
        if (last - rows.Count > MaxMissing)
            return new([], $"More than {MaxMissing} rows are missing.");

        var slots = new Slots(id, WithoutStrayTags(rows, strayTags), last);
        if (slots.Obstacle is { } obstacle)
            return new([], obstacle);
        var steps = slots.Steps(incarnation);
        steps.InsertRange(0, tags);
        var changed =
            steps.Count > 0
            && steps.Exists(step => step.Kind is HealingKind.Replace or HealingKind.Fill);
        var isOver = slots.Events[^1] is ConversationDeleted;
        if (slots.End.IsOpen && !isOver)
            steps.Add(EndTurn(id, slots, now, slots.LastWriter));
        if (changed)
            steps.AddRange(Drop(snapshots, "It was made of events that were damaged since."));
        else
            steps.AddRange(DropDamaged(snapshots, slots.Events));
        return new(steps, null);
    }

    /// <summary>
    /// The last number that anything speaks of: what was shown under it must not be followed by something else
    /// with the same number. A snapshot speaks for its own incarnation only.
    /// </summary>
    private static long LastKnown(
        IReadOnlyList<JournalRow> rows,
        IReadOnlyList<SnapshotRow> snapshots,
        IReadOnlyList<long> strayTags
    )
    {
        var last = rows[^1].SequenceNr;
        if (rows[^1].IsDeleted)
            return last;
        last = strayTags is [.., var tag] ? Math.Max(last, tag) : last;
        var start = CheckedRow.Of(rows[0]).Event as ConversationStarted;
        foreach (var row in snapshots)
        {
            if (row.SequenceNr > last && SnapshotSum.IncarnationOf(row) == start?.Incarnation)
                last = row.SequenceNr;
        }

        return last;
    }

    /// <summary>They are dropped, so that the rows that they named wrongly need their own.</summary>
    private static IReadOnlyList<JournalRow> WithoutStrayTags(
        IReadOnlyList<JournalRow> rows,
        IReadOnlyList<long> strayTags
    ) =>
        strayTags.Count == 0
            ? rows
            :
            [
                .. rows.Select(row =>
                    strayTags.Contains(row.SequenceNr) ? row with { Tags = [] } : row
                ),
            ];

    private static List<HealingStep> DropTags(string id, IReadOnlyList<long> strayTags) =>
        [
            .. strayTags.Select(sequenceNr => new HealingStep(
                id,
                sequenceNr,
                HealingKind.DropTag,
                "A row of the table of tags is not its own."
            )),
        ];

    private static HealingStep EndTurn(string id, Slots slots, DateTimeOffset now, string? writer)
    {
        var sequenceNr = slots.Events.Count + 1;
        var end = new TurnInterrupted(new(slots.End.Turn), InterruptionReasons.Restart, now);
        return new(id, sequenceNr, HealingKind.EndTurn, "A turn was left open.")
        {
            After = StoredRows.Of(id, sequenceNr, end, now.UtcTicks, writer),
        };
    }

    private static List<HealingStep> Drop(IEnumerable<SnapshotRow> snapshots, string reason) =>
        [
            .. snapshots.Select(row => new HealingStep(
                row.PersistenceId,
                row.SequenceNr,
                HealingKind.DropSnapshot,
                reason
            )
            {
                Snapshot = row,
            }),
        ];

    private static IEnumerable<HealingStep> DropErased(IReadOnlyList<SnapshotRow> snapshots) =>
        Drop(snapshots, "Its conversation is erased.")
            .Select(step => step with { IsOfErased = true });

    private static IEnumerable<HealingStep> DropDamaged(
        IReadOnlyList<SnapshotRow> snapshots,
        IReadOnlyList<ConversationEvent> events
    )
    {
        if (snapshots.Count == 0)
            return [];
        var bad = new List<HealingStep>();
        var transcript = new Transcript();
        var next = 0;
        var sums = snapshots.Select(row => (Row: row, Sum: SnapshotSum.Of(row))).ToList();
        foreach (var (row, sum) in sums.OrderBy(one => one.Row.SequenceNr))
        {
            while (next < events.Count && next < row.SequenceNr)
                transcript.Apply(events[next++]);
            if (!sum.IsReadable)
                bad.AddRange(Drop([row], sum.Reason!));
            else if (next != row.SequenceNr || !IsBetweenTurns(transcript) || !sum.IsOf(transcript))
                bad.AddRange(Drop([row], "It says something else than the events."));
        }

        return bad;
    }

    private static bool IsBetweenTurns(Transcript transcript) =>
        transcript.Turns is [] or [.., { Ended: not null }];
}
