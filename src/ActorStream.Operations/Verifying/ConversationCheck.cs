using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Checks the rows of one conversation against each other, in the order of their numbers. Pure: takes rows,
/// gives findings. After a damaged row it takes the next one's word for where the conversation stands, so
/// that one damage makes one finding.
/// </summary>
internal sealed class ConversationCheck(
    string persistenceId,
    IReadOnlyList<SnapshotSum> snapshots,
    Action<Finding> found,
    IReadOnlyList<long>? strayTags = null
)
{
    private readonly WriterRuns _writers = new();
    private readonly IReadOnlyList<long> _strayTags = strayTags ?? [];

    // Only a conversation with snapshots has to be put together as a whole.
    private readonly Transcript? _transcript = snapshots.Count > 0 ? new() : null;
    private TurnOrder _order = TurnOrder.Begin;
    private bool _isCertain = true;
    private bool _isWhole = true;
    private bool _isOver;
    private long _last;
    private long _rows;
    private CheckedRow? _marked;
    private int _nextSnapshot;
    private int _nextStray;
    private long _highest;

    /// <summary>The last row's number.</summary>
    public long Highest => _highest;

    /// <summary>How many numbers up to the last row's have no row: missing, or erased.</summary>
    public long Absent => Math.Max(0, _highest - _rows);

    /// <summary>How many numbers beyond the last row's a tag speaks of; told at the end.</summary>
    public long Beyond => _strayTags is [.., var last] ? Math.Max(0, last - _highest) : 0;

    /// <summary>Whether all that is left is the row that keeps the number.</summary>
    public bool IsErased => _marked is not null && _rows == 1;

    /// <summary>Whether there were snapshots of it.</summary>
    public bool HasSnapshots => snapshots.Count > 0;

    /// <summary>Whether a turn is open after the last row.</summary>
    public bool IsOpen => _order.IsOpen;

    /// <summary>Takes the next row.</summary>
    public void Add(CheckedRow row)
    {
        _rows++;
        if (_rows == 1 && !ConversationId.TryParsePersistenceId(persistenceId, out _))
            Report(row.Row.SequenceNr, FindingKind.Stranger, "No conversation has such an id.");
        CheckRow(row);
        CheckStrayTags(row);
        _writers.Add(row.Row.SequenceNr, row.Row.WriterUuid);
        _highest = Math.Max(_highest, row.Row.SequenceNr);
        RefuseMark();
        // What is left of an erased conversation is one marked row, which keeps the number.
        if (row.Row.IsDeleted)
            _marked = row;
        else
            CheckPlace(row);
    }

    /// <summary>There are no more rows.</summary>
    public void End()
    {
        EndTags();
        foreach (var wrong in _writers.Wrong())
            Report(wrong.From, FindingKind.Writer, wrong.Reason);
        if (IsErased)
            return;
        RefuseMark();
        for (; _nextSnapshot < snapshots.Count; _nextSnapshot++)
        {
            var snapshot = snapshots[_nextSnapshot];
            if (snapshot.IsReadable)
                Report(snapshot.SequenceNr, FindingKind.Snapshot, Reasons.SnapshotBeyond);
        }
    }

    private void CheckStrayTags(CheckedRow row)
    {
        for (; _nextStray < _strayTags.Count; _nextStray++)
        {
            var at = _strayTags[_nextStray];
            if (at > row.Row.SequenceNr)
                return;
            // Before this row the journal has none: that is told as a gap, unless all before is erased.
            if (at < row.Row.SequenceNr && !row.Row.IsDeleted)
                continue;
            if (at < row.Row.SequenceNr || (row.Event is not null && row.HasTags))
                Report(at, FindingKind.Tags, Reasons.StrayTag);
        }
    }

    private void EndTags()
    {
        if (Beyond > 0)
            Report(_highest + 1, FindingKind.Lost, Reasons.TagBeyond(_strayTags[^1]));
    }

    private void RefuseMark()
    {
        if (_marked is not { } row)
            return;
        _marked = null;
        Report(
            row.Row.SequenceNr,
            FindingKind.Deletion,
            "It is marked as deleted, and its conversation is not erased."
        );
        CheckPlace(row);
    }

    private void CheckRow(CheckedRow row)
    {
        if (row.Event is null)
            Report(row.Row.SequenceNr, row.Damage, row.Reason!);
        else if (!row.HasIdentifier)
        {
            Report(
                row.Row.SequenceNr,
                FindingKind.Identifier,
                "The identifier is that of another serializer."
            );
        }
        else if (!row.HasTags)
        {
            Report(row.Row.SequenceNr, FindingKind.Tags, "The tags are not those of this event.");
        }
    }

    private void CheckPlace(CheckedRow row)
    {
        CheckNumber(row.Row.SequenceNr);
        if (row.Event is not { } @event)
        {
            _isCertain = false;
            _isWhole = false;
            return;
        }

        if (_isOver || !_order.Allows(@event))
        {
            if (_isOver || _isCertain)
            {
                Report(
                    row.Row.SequenceNr,
                    FindingKind.Misplaced,
                    "It cannot follow what is before it."
                );
            }

            _isWhole = false;
            _order = TurnOrder.Before(@event) ?? _order;
        }

        _isCertain = true;
        _isOver |= @event is ConversationDeleted;
        _order = _order.After(@event);
        CheckSnapshot(row.Row.SequenceNr, @event);
    }

    private void CheckNumber(long sequenceNr)
    {
        if (sequenceNr == _last + 1)
        {
            _last = sequenceNr;
            return;
        }

        _isCertain = false;
        _isWhole = false;
        if (sequenceNr <= _last)
        {
            Report(sequenceNr, FindingKind.Misplaced, "Numbers begin with 1.");
            return;
        }

        Report(
            _last + 1,
            FindingKind.Gap,
            sequenceNr - _last == 2
                ? "It is missing."
                : $"It and all before {sequenceNr} are missing."
        );
        _last = sequenceNr;
    }

    private void CheckSnapshot(long sequenceNr, ConversationEvent @event)
    {
        if (_transcript is null)
            return;
        // Of a conversation that is damaged nobody knows what its snapshot should say.
        if (_isWhole)
            _transcript.Apply(@event);
        while (_nextSnapshot < snapshots.Count && snapshots[_nextSnapshot].SequenceNr <= sequenceNr)
        {
            var snapshot = snapshots[_nextSnapshot++];
            if (!_isWhole || !snapshot.IsReadable || snapshot.SequenceNr != sequenceNr)
                continue;
            if (_order.IsOpen || !snapshot.IsOf(_transcript))
            {
                Report(
                    sequenceNr,
                    FindingKind.Snapshot,
                    "The snapshot says something else than the events."
                );
            }
        }
    }

    private void Report(long sequenceNr, FindingKind kind, string reason) =>
        found(new(persistenceId, sequenceNr, kind, reason));
}
