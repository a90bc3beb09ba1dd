using ActorStream.Cli.Output;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Commands;

/// <summary>Which conversations a command that works on the database is about.</summary>
internal static class JournalIds
{
    /// <summary>The persistence ids that these name, in full or by a beginning that only one has.</summary>
    public static async Task<IReadOnlyList<string>> ResolveAsync(
        IJournalDatabase database,
        IReadOnlyList<string> idsOrBeginnings,
        CancellationToken cancellation
    )
    {
        var found = new List<string>();
        foreach (var given in idsOrBeginnings)
        {
            var matching =
                given.Length == 0
                    ? []
                    : await database.FindAsync(PersistenceIds.Of(given), 2, cancellation);
            found.Add(
                matching switch
                {
                    [var one] => one,
                    [] => throw new JournalProblem(
                        $"{database.Name} has no conversation {TerminalText.OneLine(given, 60)}."
                    ),
                    _ => throw new JournalProblem(
                        $"{TerminalText.OneLine(given, 60)} can mean more than one conversation."
                    ),
                }
            );
        }

        return found;
    }

    /// <summary>All that have rows or snapshots.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(
        IJournalDatabase database,
        CancellationToken cancellation
    )
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var one in database.ConversationsAsync(null, cancellation))
            ids.Add(one.PersistenceId);
        await foreach (var one in database.SnapshotsAsync(null, cancellation))
            ids.Add(one.PersistenceId);
        return [.. ids];
    }
}
