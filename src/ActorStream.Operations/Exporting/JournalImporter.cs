using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Reads what <see cref="JournalExporter"/> wrote, one conversation after the other: each comes whole or not
/// at all. A conversation that exists, or of which a line is damaged or missing, is refused.
/// </summary>
public static class JournalImporter
{
    /// <summary>Imports everything that can be into a database, each conversation in a transaction.</summary>
    /// <param name="maintenance">The database, without a server.</param>
    /// <param name="input">The export.</param>
    /// <param name="refused">Hears of each conversation that is not imported, and why.</param>
    /// <param name="progress">Hears how many events were read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ExportProblem">It is no export.</exception>
    public static async Task<ImportSummary> ImportAsync(
        IJournalMaintenance maintenance,
        Stream input,
        Action<ImportRefusal> refused,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        await using var intake = new DatabaseIntake(maintenance);
        return await ImportAsync(intake, input, refused, progress, cancellation: cancellation);
    }

    /// <summary>Imports everything that is taken in.</summary>
    /// <param name="intake">Takes conversations, or refuses them.</param>
    /// <param name="input">The export.</param>
    /// <param name="refused">Hears of each conversation that is not imported, and why.</param>
    /// <param name="progress">Hears how many events were read.</param>
    /// <param name="maxBytes">How long the export may be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ExportProblem">It is no export.</exception>
    /// <exception cref="ExportTooLong">It is longer; conversations that came before that are in.</exception>
    public static async Task<ImportSummary> ImportAsync(
        IConversationIntake intake,
        Stream input,
        Action<ImportRefusal> refused,
        IProgress<long>? progress = null,
        long maxBytes = long.MaxValue,
        CancellationToken cancellation = default
    )
    {
        var lines = 0L;
        (long Conversations, long Events)? trailer = null;
        var import = new ImportedConversations(intake, refused);
        await using var reading = ExportReader
            .LinesAsync(input, maxBytes, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync())
        {
            var line = reading.Current;
            lines++;
            if (lines == 1)
            {
                if (!ExportLines.IsHeader(line))
                    throw new ExportProblem(1, "That is no export of a journal.");
                continue;
            }

            if (trailer is not null)
            {
                throw new ExportProblem(lines, $"Line {lines} comes after the end of the export.");
            }

            trailer = ExportLines.ReadTrailer(line);
            if (trailer is not null)
                continue;
            await import.AddAsync(ExportLines.Read(line), lines, cancellation);
            progress?.Report(lines);
        }

        if (lines == 0)
            throw new ExportProblem(1, "That is no export of a journal: it is empty.");
        return await import.EndAsync(trailer, lines, cancellation);

        async ValueTask<bool> MoveNextAsync()
        {
            try
            {
                return await reading.MoveNextAsync();
            }
            catch (JournalProblem tooLong) when (tooLong is not ExportTooLong)
            {
                throw new ExportProblem(lines + 1, tooLong.Message);
            }
        }
    }
}

/// <summary>A text that cannot be an export, or a part of one.</summary>
/// <param name="line">The first line that cannot be; from 1.</param>
/// <param name="message">Why, one sentence.</param>
public sealed class ExportProblem(long line, string message) : JournalProblem(message)
{
    /// <summary>The first line that cannot be; from 1.</summary>
    public long Line { get; } = line;
}

/// <summary>An export that has more bytes than it may have.</summary>
public sealed class ExportTooLong() : JournalProblem("The export is too long.");

/// <summary>A conversation that was not imported.</summary>
/// <param name="PersistenceId">Which; empty if that cannot be told.</param>
/// <param name="Reason">Why, one sentence.</param>
/// <param name="Line">The line at which that was clear.</param>
public sealed record ImportRefusal(string PersistenceId, string Reason, long Line);

/// <summary>What was imported.</summary>
/// <param name="Imported">Conversations.</param>
/// <param name="Refused">Conversations, or what cannot be told whose it was.</param>
/// <param name="Events">Events of those that were imported.</param>
public sealed record ImportSummary(long Imported, long Refused, long Events);
