namespace ActorStream.Operations.Verifying;

/// <summary>
/// Who wrote the rows of one conversation, in the order of their numbers. Each incarnation of the actor has a
/// name of its own and writes until the next one takes over, so a name never comes back. A name that does
/// makes a replay leave out the events after it, which is why it matters.
/// </summary>
/// <remarks>
/// Rows without a name may stand before all others: the journal had no such column when they were written.
/// </remarks>
internal sealed class WriterRuns
{
    private const int NameLength = 32;

    /// <summary>Two random names differ in 30 of 32 digits on average, in 8 or fewer practically never.</summary>
    private const int MaxDigitsOfDamage = 8;

    // What is said of one row, and of several.
    private static readonly (string, string) Nobody = ("has no writer", "have no writer");
    private static readonly (string, string) NoWriter = ("names no writer", "name no writer");
    private static readonly (string, string) Followed = (
        "names a writer that had been followed by another",
        "name a writer that had been followed by another"
    );
    private static readonly (string, string) Another = (
        "names another writer than those around it",
        "name another writer than those around them"
    );
    private static readonly (string, string) AlmostAnother = (
        "names almost, but not quite, the writer beside it",
        "name almost, but not quite, the writer beside them"
    );

    private readonly List<Run> _runs = [];
    private readonly List<WrongWriter> _wrong = [];

    /// <summary>Takes the next row.</summary>
    public void Add(long sequenceNr, string? writer)
    {
        writer = writer is "" ? null : writer;
        if (_runs is [.., var last] && string.Equals(last.Writer, writer, StringComparison.Ordinal))
            _runs[^1] = last with { To = sequenceNr, Rows = last.Rows + 1 };
        else
            _runs.Add(new(sequenceNr, sequenceNr, 1, writer));
    }

    /// <summary>There are no more rows: those whose writer cannot be true.</summary>
    public IReadOnlyList<WrongWriter> Wrong()
    {
        // The usual case: one incarnation after the other, and nothing to compare.
        if (_runs.Count > 1 || !_runs.TrueForAll(run => IsName(run.Writer)))
            _ = WithoutKin(WithoutReturns(OnlyNames()));
        return _wrong;
    }

    private List<Run> OnlyNames()
    {
        var names = new List<Run>();
        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            if (
                run.Writer is null
                    ? names.Exists(before => before.Writer is not null)
                    : !IsName(run.Writer)
            )
            {
                var right = names is [.., var before] ? before.Writer : NextName(i);
                Refuse(run, right, run.Writer is null ? Nobody : NoWriter);
            }
            else
            {
                Push(names, run);
            }
        }

        return names;
    }

    private string? NextName(int after)
    {
        for (var i = after + 1; i < _runs.Count; i++)
        {
            if (_runs[i].Writer is { } writer && IsName(writer))
                return writer;
        }

        return null;
    }

    private List<Run> WithoutReturns(List<Run> runs)
    {
        var kept = new List<Run>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            if (run.Writer is null || !places.TryGetValue(run.Writer, out var place))
            {
                Push(kept, run);
                if (run.Writer is not null)
                    places[run.Writer] = kept.Count - 1;
                continue;
            }

            var between = kept[(place + 1)..];
            // The few among the many are wrong.
            if (run.Rows < between.Sum(one => one.Rows))
            {
                Refuse(run, kept[^1].Writer, Followed);
                continue;
            }

            foreach (var one in between)
            {
                _ = places.Remove(one.Writer!);
                Refuse(one, run.Writer, Another);
            }

            kept.RemoveRange(place + 1, kept.Count - place - 1);
            Push(kept, run);
        }

        return kept;
    }

    private List<Run> WithoutKin(List<Run> runs)
    {
        var kept = new List<Run>();
        foreach (var next in runs)
        {
            var run = next;
            while (kept is [.., var before] && AreKin(before.Writer, run.Writer))
            {
                kept.RemoveAt(kept.Count - 1);
                var (wrong, right) = run.Rows <= before.Rows ? (run, before) : (before, run);
                Refuse(wrong, right.Writer, AlmostAnother);
                run = right with { Rows = before.Rows + run.Rows };
            }

            kept.Add(run);
        }

        return kept;
    }

    private void Refuse(Run run, string? right, (string One, string Many) what) =>
        _wrong.Add(
            new(
                run.From,
                run.To,
                right,
                run.Rows == 1 ? $"It {what.One}." : $"It and the rows up to {run.To} {what.Many}."
            )
        );

    private static void Push(List<Run> runs, Run run)
    {
        if (
            runs is [.., var last]
            && string.Equals(last.Writer, run.Writer, StringComparison.Ordinal)
        )
            runs[^1] = last with { To = run.To, Rows = last.Rows + run.Rows };
        else
            runs.Add(run);
    }

    private static bool IsName(string? writer) =>
        writer is null
        || (writer.Length == NameLength && writer.All(char.IsAsciiHexDigitLower))
        || (writer.Length > NameLength && Guid.TryParseExact(writer, "D", out _));

    private static bool AreKin(string? a, string? b)
    {
        if (a is null || b is null || a.Length != b.Length)
            return false;
        var differ = 0;
        for (var i = 0; i < a.Length && differ <= MaxDigitsOfDamage; i++)
            differ += a[i] == b[i] ? 0 : 1;
        return differ <= MaxDigitsOfDamage;
    }

    private readonly record struct Run(long From, long To, long Rows, string? Writer);
}

/// <summary>Rows that name a writer who cannot have written them.</summary>
/// <param name="From">The first of them.</param>
/// <param name="To">The last of them.</param>
/// <param name="Right">Whose they must be; null if nobody is known.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record WrongWriter(long From, long To, string? Right, string Reason)
{
    /// <summary>Whether it speaks of this row.</summary>
    public bool Covers(long sequenceNr) => From <= sequenceNr && sequenceNr <= To;
}
