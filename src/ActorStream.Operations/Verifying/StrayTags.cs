using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Verifying;

/// <summary>
/// Rows of the table of tags that belong to no row of the journal, by conversation and number. One in a place
/// where the journal has no row tells that there was one.
/// </summary>
internal sealed class StrayTags
{
    /// <summary>More of them are not damage, they are another journal's.</summary>
    private const int Max = 100_000;

    private readonly Dictionary<string, List<long>> _numbers = new(StringComparer.Ordinal);

    /// <summary>Reads them, of one conversation or (null) of all.</summary>
    public static async Task<StrayTags> OfAsync(
        IJournalDatabase database,
        string? persistenceId,
        CancellationToken cancellation
    )
    {
        var stray = new StrayTags();
        foreach (
            var (id, number) in await database.StrayTagsAsync(persistenceId, Max, cancellation)
        )
        {
            if (!stray._numbers.TryGetValue(id, out var numbers))
                stray._numbers[id] = numbers = [];
            numbers.Add(number);
        }

        foreach (var numbers in stray._numbers.Values)
            numbers.Sort();
        return stray;
    }

    /// <summary>Those of one conversation, ascending; they are not among the others any more.</summary>
    public IReadOnlyList<long> Take(string persistenceId) =>
        _numbers.Remove(persistenceId, out var numbers) ? numbers : [];

    /// <summary>Those of conversations that have no row, with the highest number.</summary>
    public IEnumerable<(string PersistenceId, long Highest)> Left() =>
        _numbers.Select(one => (one.Key, one.Value[^1]));
}
