using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>Walks over rows that stand together by conversation, one check after the other.</summary>
internal sealed class JournalWalk
{
    private readonly Dictionary<string, List<SnapshotSum>> _snapshots;
    private readonly StrayTags _strayTags;
    private readonly PlaceCount? _places;
    private readonly Action<Finding> _found;
    private readonly int _snapshotCount;

    // Erased conversations that had snapshots when those were read.
    private readonly List<string> _erased = [];
    private ConversationCheck? _check;
    private string _id = "";
    private long _conversations;
    private long _open;
    private long _findings;

    /// <summary>Begins before the first row.</summary>
    /// <param name="snapshots">By persistence id.</param>
    /// <param name="strayTags">Rows of tags without a row.</param>
    /// <param name="places">Counts the rows' places, where a missing one tells something.</param>
    /// <param name="found">Hears of each finding.</param>
    public JournalWalk(
        Dictionary<string, List<SnapshotSum>> snapshots,
        StrayTags strayTags,
        PlaceCount? places,
        Action<Finding> found
    )
    {
        _strayTags = strayTags;
        _places = places;
        _snapshots = snapshots;
        _snapshotCount = snapshots.Values.Sum(ofOne => ofOne.Count);
        _findings = snapshots.Values.Sum(ofOne => ofOne.Count(sum => !sum.IsReadable));
        _found = finding =>
        {
            _findings++;
            found(finding);
        };
    }

    public long Rows { get; private set; }

    public void Add(CheckedRow[] page)
    {
        foreach (var row in page)
        {
            if (
                _check is null
                || !string.Equals(row.Row.PersistenceId, _id, StringComparison.Ordinal)
            )
                Begin(row.Row.PersistenceId);
            _check!.Add(row);
            _places?.Add(row.Row);
        }

        Rows += page.Length;
    }

    /// <summary>There are no more rows.</summary>
    /// <param name="database">For another look at what may have changed since it was read.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<VerificationSummary> EndAsync(
        IJournalDatabase database,
        CancellationToken cancellation = default
    )
    {
        EndOne();
        foreach (var (id, highest) in _strayTags.Left())
        {
            _found(new(id, 1, FindingKind.Lost, Reasons.NothingLeft(highest)));
            _places?.Gone(highest);
        }

        if (_places is not null)
            await _places.EndAsync(_found, cancellation);
        foreach (var (id, sums) in _snapshots)
        {
            foreach (var sum in sums.Where(sum => sum.IsReadable))
                _found(new(id, sum.SequenceNr, FindingKind.Snapshot, Reasons.SnapshotBeyond));
        }

        foreach (var id in _erased)
            await FindLeftAsync(database, id, cancellation);
        return new(Rows, _conversations, _snapshotCount, _open, _findings);
    }

    /// <summary>
    /// Those that could be read; of the others it is told already. The snapshots were read before the rows, and
    /// an erasure in between takes them away first.
    /// </summary>
    private async Task FindLeftAsync(
        IJournalDatabase database,
        string id,
        CancellationToken cancellation
    )
    {
        await foreach (var row in database.SnapshotsAsync(id, cancellation))
        {
            if (SnapshotSum.Of(row).IsReadable)
                _found(new(id, row.SequenceNr, FindingKind.Snapshot, Reasons.SnapshotOfErased));
        }
    }

    private void Begin(string id)
    {
        EndOne();
        _id = id;
        _conversations++;
        _snapshots.Remove(id, out var snapshots);
        _check = new(id, snapshots ?? [], _found, _strayTags.Take(id));
    }

    private void EndOne()
    {
        _check?.End();
        if (_check is { IsOpen: true })
            _open++;
        if (_check is { IsErased: true, HasSnapshots: true })
            _erased.Add(_id);
        if (_check is not null)
            _places?.EndOne(_id, _check);
        _check = null;
    }
}
