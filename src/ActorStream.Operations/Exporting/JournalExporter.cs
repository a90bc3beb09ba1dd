using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Writes conversations as lines of JSON. The same journal gives the same bytes, whichever store it is in:
/// conversations come by their id, events by their number, and nothing that a store makes up is written.
/// Snapshots are left out; they are made again.
/// </summary>
public static class JournalExporter
{
    /// <summary>Makes a new file for an export; only its owner may read it.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static FileStream CreateFile(string path) => PrivateFiles.Create(path);

    /// <summary>Exports these conversations.</summary>
    /// <returns>How many events were written.</returns>
    public static async Task<long> ExportAsync(
        IJournalDatabase database,
        IEnumerable<string> persistenceIds,
        Stream output,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        long events = 0;
        long conversations = 0;
        await output.WriteAsync(ExportLines.Header, cancellation);
        foreach (var id in persistenceIds.Order(StringComparer.Ordinal))
        {
            conversations++;
            await foreach (
                var row in database.RowsAsync(
                    id,
                    from: long.MinValue,
                    withTags: true,
                    cancellation: cancellation
                )
            )
            {
                events++;
                await output.WriteAsync(ExportLines.Of(row), cancellation);
            }

            progress?.Report(events);
        }

        await output.WriteAsync(ExportLines.Trailer(conversations, events), cancellation);
        await output.FlushAsync(cancellation);
        return events;
    }
}
