namespace ActorStream.Operations.Verifying;

/// <summary>Walks over rows that stand together by conversation, one check after the other.</summary>
internal sealed class JournalWalk
{
    private readonly Dictionary<string, List<SnapshotSum>> _snapshots;
    private readonly Action<Finding> _found;
    private readonly int _snapshotCount;
    private ConversationCheck? _check;
    private string _id = "";
    private long _conversations;
    private long _open;
    private long _findings;

    public JournalWalk(Dictionary<string, List<SnapshotSum>> snapshots, Action<Finding> found)
    {
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
        }

        Rows += page.Length;
    }

    public VerificationSummary End()
    {
        EndOne();
        foreach (var (id, sums) in _snapshots)
        {
            foreach (var sum in sums.Where(sum => sum.IsReadable))
                _found(new(id, sum.SequenceNr, FindingKind.Snapshot, "There is no such event."));
        }

        return new(Rows, _conversations, _snapshotCount, _open, _findings);
    }

    private void Begin(string id)
    {
        EndOne();
        _id = id;
        _conversations++;
        _snapshots.Remove(id, out var snapshots);
        _check = new(id, snapshots ?? [], _found);
    }

    private void EndOne()
    {
        _check?.End();
        if (_check is { IsOpen: true })
            _open++;
        _check = null;
    }
}
