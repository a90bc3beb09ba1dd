using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Says whose rows the free places of a database were, where that can be said: if there are no other
/// free places than those of lost rows and of gaps, whose neighbours are known.
/// </summary>
internal sealed class LostPlaces
{
    /// <summary>More gaps, or runs of free places, are not told apart.</summary>
    public const int MaxGaps = 10_000;

    /// <summary>Nor are more conversations.</summary>
    private const int MaxEnds = 1_000_000;

    private readonly List<(long After, long Before, long Rows)> _gaps = [];
    private readonly List<End> _ends = [];
    private bool _isMixed;

    /// <summary>Numbers are missing between two rows with these places; that is told elsewhere.</summary>
    public void Gap(long after, long before, long rows)
    {
        _isMixed |= _gaps.Count == MaxGaps;
        if (!_isMixed)
            _gaps.Add((after, before, rows));
    }

    /// <summary>A conversation ends at this place.</summary>
    public void EndOne(string persistenceId, ConversationCheck check, long place)
    {
        // What was erased left free places too, and nothing tells which.
        _isMixed |= (check.IsErased && check.Absent > 0) || _ends.Count == MaxEnds;
        if (_isMixed)
            _ends.Clear();
        else
            _ends.Add(new(place, persistenceId, check.Highest, check.IsOpen));
    }

    /// <summary>The findings for so many rows that are gone.</summary>
    public IEnumerable<Finding> Attribute(long lost, IReadOnlyList<(long From, long To)> freePlaces)
    {
        var free = WithoutGaps(freePlaces);
        if (_isMixed || free.Sum(Length) != lost)
            return [Somewhere(lost, freePlaces)];
        _ends.Sort((a, b) => a.Place.CompareTo(b.Place));
        var rows = new Dictionary<End, long>();
        var unknown = new List<(long From, long To)>();
        var ends = new EndsBefore(_ends);
        foreach (var run in free)
        {
            if (ends.Of(run.From) is { } end)
                rows[end] = rows.GetValueOrDefault(end) + Length(run);
            else
                unknown.Add(run);
        }

        return
        [
            .. rows.Select(one => new Finding(
                one.Key.PersistenceId,
                one.Key.SequenceNr + 1,
                FindingKind.Lost,
                Reasons.LostAfter(one.Value)
            )),
            .. unknown.Count == 0
                ? Array.Empty<Finding>()
                : [Somewhere(unknown.Sum(Length), unknown)],
        ];
    }

    /// <summary>The free places without as many as each gap has, between its neighbours.</summary>
    private List<(long From, long To)> WithoutGaps(IReadOnlyList<(long From, long To)> free)
    {
        var left = free.ToList();
        foreach (var (after, before, missing) in _gaps)
        {
            var rows = missing;
            for (var i = 0; i < left.Count && rows > 0; i++)
            {
                var (from, to) = left[i];
                if (to <= after || from >= before)
                    continue;
                var taken = Math.Min(rows, Length(left[i]));
                rows -= taken;
                left[i] = (from + taken, to);
            }

            left.RemoveAll(run => Length(run) <= 0);
        }

        return left;
    }

    private static Finding Somewhere(long rows, IReadOnlyList<(long From, long To)> free) =>
        new(
            "",
            0,
            FindingKind.Lost,
            Reasons.LostSomewhere(rows, free is [var first, ..] ? first.From : null)
        );

    private static long Length((long From, long To) run) => run.To - run.From + 1;

    private sealed record End(long Place, string PersistenceId, long SequenceNr, bool IsOpen);

    /// <summary>Whose last rows stood in a free place; asked by ascending places.</summary>
    private sealed class EndsBefore(List<End> ends)
    {
        private readonly Queue<End> _open = new();
        private readonly HashSet<End> _told = [];
        private End? _nearest;
        private End? _lastOpen;
        private int _next;

        /// <summary>
        /// Likeliest is a conversation whose turn has no end: the one with the row just before, or else the
        /// oldest of them that has not been told yet, or else the one that was told last. If there is none,
        /// whichever ended last before.
        /// </summary>
        public End? Of(long place)
        {
            for (; _next < ends.Count && ends[_next].Place < place; _next++)
            {
                _nearest = ends[_next];
                if (_nearest.IsOpen)
                    _open.Enqueue(_nearest);
            }

            var beside = _nearest?.Place == place - 1 ? _nearest : null;
            var open = beside is { IsOpen: true } ? beside : Untold();
            return open is not null ? Tell(open) : _lastOpen ?? _nearest;
        }

        private End? Untold()
        {
            while (_open.TryPeek(out var first))
            {
                if (!_told.Contains(first))
                    return first;
                _ = _open.Dequeue();
            }

            return null;
        }

        private End Tell(End end)
        {
            _ = _told.Add(end);
            return _lastOpen = end;
        }
    }
}
