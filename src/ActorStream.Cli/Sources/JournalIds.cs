using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Sources;

/// <summary>From what an operator types to the conversations that it means.</summary>
internal static class JournalIds
{
    private const int MaxCandidates = 5;

    /// <summary>The next healing finds more of them.</summary>
    private const int MaxStrayTags = 100_000;

    /// <summary>The id of the one conversation that this names, in full or by its beginning.</summary>
    public static Task<string> ResolveAsync(
        IJournalSource journal,
        string idOrBeginning,
        CancellationToken cancellation
    ) =>
        OnlyAsync(
            journal.Name,
            idOrBeginning,
            limit => journal.FindAsync(idOrBeginning, limit, cancellation)
        );

    /// <summary>The same, of several.</summary>
    public static async Task<IReadOnlyList<string>> ResolveAsync(
        IJournalSource journal,
        IReadOnlyList<string> idsOrBeginnings,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        foreach (var given in idsOrBeginnings)
            found.Add(await ResolveAsync(journal, given, cancellation));
        return found;
    }

    /// <summary>The persistence ids of those that these name.</summary>
    public static async Task<IReadOnlyList<string>> ResolveAsync(
        IJournalDatabase database,
        IReadOnlyList<string> idsOrBeginnings,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        foreach (var given in idsOrBeginnings)
        {
            found.Add(
                await OnlyAsync(
                    database.Name,
                    given,
                    limit => database.FindAsync(PersistenceIds.Of(given), limit, cancellation)
                )
            );
        }

        return found;
    }

    /// <summary>The persistence ids of all that have rows or snapshots.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    ) => [.. await RowsOrSnapshotsAsync(database, cancellation)];

    /// <summary>The same, and of those of which only tags are left.</summary>
    public static async Task<IReadOnlyList<string>> AllTracesAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        var ids = await RowsOrSnapshotsAsync(database, cancellation);
        var tags = await database.StrayTagsAsync(null, MaxStrayTags, cancellation);
        ids.UnionWith(tags.Select(one => one.PersistenceId));
        return [.. ids];
    }

    private static async Task<SortedSet<string>> RowsOrSnapshotsAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var one in database.ConversationsAsync(null, cancellation))
            ids.Add(one.PersistenceId);
        await foreach (var one in database.SnapshotsAsync(null, cancellation))
            ids.Add(one.PersistenceId);
        return ids;
    }

    private static async Task<string> OnlyAsync(
        string journal,
        string idOrBeginning,
        Func<int, Task<IReadOnlyList<string>>> find
    )
    {
        var found = idOrBeginning.Length == 0 ? [] : await find(MaxCandidates + 1);
        return found switch
        {
            [var one] => one,
            [] => throw new JournalProblem(
                $"{journal} has no conversation {TerminalText.OneLine(idOrBeginning, 60)}."
            ),
            _ => throw new JournalProblem(
                $"{TerminalText.OneLine(idOrBeginning, 60)} can mean "
                    + string.Join(", ", found.Take(MaxCandidates).Select(PersistenceIds.ToId))
                    + (found.Count > MaxCandidates ? " and more." : ".")
            ),
        };
    }
}
