using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Copies an export that comes from elsewhere, and looks whether all of it came: each line by its checksum,
/// and the last one, which says how many there must be.
/// </summary>
public static class ExportCopy
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <summary>Copies to the last line.</summary>
    /// <param name="input">The export.</param>
    /// <param name="output">Gets it, whole lines at a time.</param>
    /// <param name="progress">Hears how many events were copied.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalProblem">It is no export, or not all of one.</exception>
    public static async Task<ExportSummary> CopyAsync(
        Stream input,
        Stream output,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var lines = 0L;
        ExportSummary? end = null;
        await using var reading = ExportReader
            .LinesAsync(input, long.MaxValue, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync(reading))
        {
            var line = reading.Current;
            lines++;
            Require(lines > 1 || ExportLines.IsHeader(line), "That is no export of a journal.");
            Require(end is null, $"Line {lines} comes after the end of the export.");
            if (ExportLines.ReadTrailer(line) is { } trailer)
                end = new(trailer.Conversations, trailer.Events);
            else
                Require(ExportLines.IsWhole(line), $"Line {lines} of the export is damaged.");
            await output.WriteAsync(line, cancellation);
            await output.WriteAsync(LineFeed, cancellation);
            progress?.Report(Math.Max(0, lines - 2));
        }

        Require(end is not null, "The export ends before its last line.");
        Require(
            end.Events == lines - 2,
            $"The export has {lines - 2} events, and says that it has {end.Events}."
        );
        await output.FlushAsync(cancellation);
        return end;
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<byte[]> reading)
    {
        try
        {
            return await reading.MoveNextAsync();
        }
        catch (IOException error)
        {
            throw new JournalProblem(
                $"The export broke off: {error.Message}",
                JournalProblemKind.Unusable,
                error
            );
        }
    }

    private static void Require(
        [System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool isSo,
        string otherwise
    )
    {
        if (!isSo)
            throw new JournalProblem(otherwise);
    }
}

/// <summary>What an export holds.</summary>
/// <param name="Conversations">Conversations.</param>
/// <param name="Events">Their events.</param>
public sealed record ExportSummary(long Conversations, long Events);
