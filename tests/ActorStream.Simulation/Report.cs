namespace ActorStream.Simulation;

/// <summary>What a run found wrong, and what it came past: a simulation that does nothing finds nothing.</summary>
internal sealed class Report
{
    private readonly SortedDictionary<string, int> _seen = new(StringComparer.Ordinal);

    public List<string> Violations { get; } = [];

    public IReadOnlyDictionary<string, int> Seen => _seen;

    public void Count(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;

    public void Check(bool holds, string promise, Func<string> otherwise)
    {
        if (!holds)
            Violations.Add($"{promise}: {otherwise()}");
    }
}
