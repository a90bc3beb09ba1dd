namespace ActorStream.KillRuns;

/// <summary>Broken promises, counted under their numbers. Safe from any thread.</summary>
internal sealed class Violations
{
    private const int MaxExamples = 20;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _examples = [];

    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _counts.Values.Sum();
            }
        }
    }

    /// <summary>The first of them, in words.</summary>
    public IReadOnlyList<string> Examples
    {
        get
        {
            lock (_lock)
            {
                return [.. _examples];
            }
        }
    }

    /// <summary>How often each promise was broken.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> ByPromise
    {
        get
        {
            lock (_lock)
            {
                return [.. _counts];
            }
        }
    }

    public void Add(string promise, string what)
    {
        lock (_lock)
        {
            _counts[promise] = _counts.GetValueOrDefault(promise) + 1;
            if (_examples.Count < MaxExamples)
            {
                _examples.Add($"{promise}: {what}");
            }
        }
    }
}
