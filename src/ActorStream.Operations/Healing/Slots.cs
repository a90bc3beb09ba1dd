using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Healing;

/// <summary>
/// The places of a conversation from 1 to its last number: what stands in each, or what must have stood
/// there. Runs of places that nobody can read are guessed from what is around them
/// (<see cref="LostEvents"/>).
/// </summary>
internal sealed class Slots
{
    private readonly string _id;
    private readonly List<Slot> _slots = [];
    private readonly List<LostEvent> _guessed = [];

    /// <summary>Puts the rows in their places, and looks for what must have stood in the others.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="rows">By number.</param>
    /// <param name="last">The last number that there was, which may be behind the last row's.</param>
    public Slots(string id, IReadOnlyList<JournalRow> rows, long last)
    {
        _id = id;
        Fill(rows, last);
        Guess();
    }

    /// <summary>Why the places cannot be made to follow each other; null if they can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Who wrote the last row.</summary>
    public string? LastWriter => _slots.FindLast(slot => slot.Row is not null)?.Writer;

    /// <summary>Where the conversation stands after the last.</summary>
    public TurnOrder End { get; private set; } = TurnOrder.Begin;

    /// <summary>One event for each place. Complete once <see cref="Steps"/> has been called.</summary>
    public List<ConversationEvent> Events { get; } = [];

    /// <summary>What has to be done about them.</summary>
    public List<HealingStep> Steps(string incarnation)
    {
        var steps = new List<HealingStep>();
        var order = TurnOrder.Begin;
        var lost = 0;
        var created = _slots.Select(slot => slot.Row?.CreatedTicks ?? 0).FirstOrDefault(Exists);
        var writer = _slots.Find(slot => slot.Row is not null)?.Writer;
        var place = 0L;
        for (var i = 0; i < _slots.Count; i++)
        {
            var slot = _slots[i];
            if (slot.Row is { } row)
                (created, writer) = (
                    Exists(row.CreatedTicks) ? row.CreatedTicks : created,
                    slot.Writer
                );
            place = slot.Row?.Ordering ?? place;
            var @event = slot.Event ?? Make(_guessed[lost++], order, incarnation, created);
            Events.Add(@event);
            order = order.After(@event);
            if (Step(slot, i + 1, @event, created, writer) is { } step)
                steps.Add(step with { Between = (place, PlaceAfter(i)) });
        }

        return steps;

        long PlaceAfter(int i) =>
            _slots.Skip(i).FirstOrDefault(slot => slot.Row is not null)?.Row?.Ordering
            ?? long.MaxValue;

        static bool Exists(long ticks) => ticks > 0;
    }

    private void Fill(IReadOnlyList<JournalRow> rows, long last)
    {
        var writers = new WriterRuns();
        foreach (var row in rows)
            writers.Add(row.SequenceNr, row.WriterUuid);
        var wrong = writers.Wrong();
        foreach (var row in rows)
        {
            while (_slots.Count + 1 < row.SequenceNr)
                _slots.Add(new(null, null, "It is missing."));
            var read = CheckedRow.Of(row);
            if (read.Event is null && StoredRows.ManifestOf(row) is { } manifest)
                read = CheckedRow.Of(row with { Manifest = manifest });
            var other = wrong.FirstOrDefault(one => one.Covers(row.SequenceNr));
            var writer = other is null ? row.WriterUuid : other.Right;
            _slots.Add(new(row, read.Event, read.Reason, read.Row.Manifest, writer));
        }

        while (_slots.Count < last)
            _slots.Add(new(null, null, "It is missing."));
    }

    private void Guess()
    {
        var run = new List<Slot>();
        foreach (var slot in _slots)
        {
            if (slot.Event is not { } @event)
            {
                run.Add(slot);
                continue;
            }

            if (!Close(run, TurnOrder.Before(@event), @event) || !End.Allows(@event))
            {
                Obstacle ??=
                    "Events that can be read contradict each other, at or before number "
                    + $"{_slots.IndexOf(slot) + 1}.";
                return;
            }

            End = End.After(@event);
        }

        if (!Close(run, null, null))
            Obstacle ??= "Nothing can stand in place of its last events.";
    }

    private bool Close(List<Slot> run, TurnOrder? target, ConversationEvent? next)
    {
        if (run.Count == 0)
            return true;
        var hints = run.Select(slot => LostEvents.HintOf(slot.Row?.Manifest)).ToArray();
        run.Clear();
        if (next is ConversationDeleted)
            target = End.IsOpen ? End.Next : null;
        if (LostEvents.Guess(End, target, hints) is not { } guessed)
            return false;
        _guessed.AddRange(guessed);
        foreach (var lost in guessed)
            End = lost == LostEvent.Chunk ? End : End.Next;
        return true;
    }

    private static ConversationEvent Make(
        LostEvent lost,
        TurnOrder order,
        string incarnation,
        long created
    )
    {
        var at = Timestamps.OfTicks(created);
        return lost switch
        {
            LostEvent.Chunk => new ChunkAppended(new(order.Turn), ChunkKind.Lost, "", at),
            _ when !order.HasStarted => new ConversationStarted(incarnation, null, at),
            _ when order.IsOpen => new TurnInterrupted(
                new(order.Turn),
                InterruptionReasons.Damaged,
                at
            ),
            _ => new TurnStarted(new(order.Next.Turn), "", "unknown", null, null, null, at),
        };
    }

    /// <summary>
    /// What to do about one place. A new row carries the name of the writer before it: a replay takes a writer
    /// that comes back after another for a stale one, and leaves its events out.
    /// </summary>
    private HealingStep? Step(
        Slot slot,
        long sequenceNr,
        ConversationEvent @event,
        long created,
        string? writer
    )
    {
        if (slot.Row is not { } row)
        {
            return new(_id, sequenceNr, HealingKind.Fill, slot.Reason!)
            {
                After = StoredRows.Of(_id, sequenceNr, @event, created, writer),
            };
        }

        if (slot.Event is null)
        {
            return new(_id, sequenceNr, HealingKind.Replace, slot.Reason!)
            {
                Before = row,
                After = StoredRows.Of(_id, sequenceNr, @event, created, writer) with
                {
                    Ordering = row.Ordering,
                },
            };
        }

        var right = row with
        {
            IsDeleted = false,
            Manifest = slot.Manifest!,
            SerializerId = ConversationEventSerializer.StableIdentifier,
            WriterUuid = slot.Writer,
            Tags = CheckedRow.TagsOf(@event),
        };
        var isRight =
            row == right with { Tags = row.Tags }
            && row.Tags.SequenceEqual(right.Tags, StringComparer.Ordinal);
        return isRight
            ? null
            : new(_id, sequenceNr, HealingKind.Restore, "What stands around its payload is wrong.")
            {
                Before = row,
                After = right,
            };
    }

    private sealed record Slot(
        JournalRow? Row,
        ConversationEvent? Event,
        string? Reason,
        string? Manifest = null,
        string? Writer = null
    );
}
