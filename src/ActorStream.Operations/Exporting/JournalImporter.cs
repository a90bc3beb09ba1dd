using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Exporting;

/// <summary>
/// Reads what <see cref="JournalExporter"/> wrote, one conversation after the other: each comes whole, in a
/// transaction of its own, or not at all. A conversation that exists, or of which a line is damaged or
/// missing, is refused.
/// </summary>
public static class JournalImporter
{
    /// <summary>Rows in one append.</summary>
    private const int PageLength = 1_000;

    /// <summary>Imports everything that can be.</summary>
    /// <param name="maintenance">The database, without a server.</param>
    /// <param name="input">The export.</param>
    /// <param name="refused">Hears of each conversation that is not imported, and why.</param>
    /// <param name="progress">Hears how many events were read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalProblem">It is no export.</exception>
    public static async Task<ImportSummary> ImportAsync(
        IJournalMaintenance maintenance,
        Stream input,
        Action<ImportRefusal> refused,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var lines = 0L;
        (long Conversations, long Events)? trailer = null;
        await using var state = new Conversations(maintenance, refused);
        await foreach (var line in ExportReader.LinesAsync(input, cancellation))
        {
            lines++;
            if (lines == 1)
            {
                if (!ExportLines.IsHeader(line))
                    throw new JournalProblem("That is no export of a journal.");
                continue;
            }

            if (trailer is not null)
                throw new JournalProblem($"Line {lines} comes after the end of the export.");
            trailer = ExportLines.ReadTrailer(line);
            if (trailer is not null)
                continue;
            await state.AddAsync(ExportLines.Read(line), lines, cancellation);
            progress?.Report(lines);
        }

        return await state.EndAsync(trailer, cancellation);
    }

    /// <summary>The conversation that is being read, and the count of those before it.</summary>
    private sealed class Conversations(
        IJournalMaintenance maintenance,
        Action<ImportRefusal> refused
    ) : IAsyncDisposable
    {
        private readonly List<JournalRow> _page = [];
        private readonly List<string> _findings = [];
        private IJournalTransaction? _transaction;
        private ConversationCheck? _check;
        private string? _id;
        private string? _refusal;
        private long _begun;
        private long _imported;
        private long _refused;
        private long _events;
        private long _read;
        private long _written;

        public async Task AddAsync(JournalRow? row, long line, CancellationToken cancellation)
        {
            if (row is null)
            {
                // It can be this one's last; if it was the next one's first, that one lacks its start.
                _refusal ??= $"Line {line} is damaged.";
                return;
            }

            _read++;
            if (!string.Equals(row.PersistenceId, _id, StringComparison.Ordinal))
                await BeginAsync(row.PersistenceId, cancellation);
            _check!.Add(CheckedRow.Of(row));
            if (_findings.Count > 0)
                _refusal ??= _findings[0];
            if (_refusal is not null)
                return;
            _page.Add(row);
            if (_page.Count == PageLength)
                await FlushAsync(cancellation);
        }

        public async Task<ImportSummary> EndAsync(
            (long Conversations, long Events)? trailer,
            CancellationToken cancellation
        )
        {
            const string Cut = "The export ends before its last line.";
            if (trailer is null)
                _refusal ??= Cut;
            await EndOneAsync(cancellation);
            if (trailer is null)
            {
                refused(new("", Cut));
                _refused++;
            }
            else if (
                trailer is { } whole
                && (whole.Conversations != _begun || whole.Events != _read)
            )
            {
                refused(
                    new("", $"The export should hold {whole.Events} events, {_read} were read.")
                );
                _refused++;
            }

            return new(_imported, _refused, _events);
        }

        public ValueTask DisposeAsync() => _transaction?.DisposeAsync() ?? ValueTask.CompletedTask;

        private async Task BeginAsync(string id, CancellationToken cancellation)
        {
            await EndOneAsync(cancellation);
            _id = id;
            _begun++;
            _findings.Clear();
            _check = new(
                id,
                [],
                finding => _findings.Add($"Event {finding.SequenceNr}: {finding.Reason}")
            );
            _refusal = null;
            if (await maintenance.Database.ConversationAsync(id, cancellation) is not null)
                _refusal = "It exists already.";
        }

        private async Task FlushAsync(CancellationToken cancellation)
        {
            _transaction ??= await maintenance.BeginAsync(cancellation);
            await _transaction.AppendAsync(_page, keepOrdering: false, cancellation);
            _written += _page.Count;
            _page.Clear();
        }

        private async Task EndOneAsync(CancellationToken cancellation)
        {
            if (_id is null)
                return;
            _check!.End();
            if (_findings.Count > 0)
                _refusal ??= _findings[0];
            var erased = 0L;
            if (_refusal is null)
            {
                // Those rows never were in this database: no place of theirs is missing.
                if (_check.IsErased && _page.Count == 1)
                    erased = _check.Absent;
                await FlushAsync(cancellation);
                if (erased > 0)
                    await _transaction!.AcceptLossAsync(-erased, cancellation);
                await _transaction!.CommitAsync(cancellation);
                _imported++;
                _events += _written;
            }
            else
            {
                refused(new(_id, _refusal));
                _refused++;
                _page.Clear();
            }

            if (_transaction is not null)
                await _transaction.DisposeAsync();
            _transaction = null;
            _written = 0;
            _id = null;
        }
    }
}

/// <summary>A conversation that was not imported.</summary>
/// <param name="PersistenceId">Which; empty if that cannot be told.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record ImportRefusal(string PersistenceId, string Reason);

/// <summary>What was imported.</summary>
/// <param name="Imported">Conversations.</param>
/// <param name="Refused">Conversations, or what cannot be told whose it was.</param>
/// <param name="Events">Events of those that were imported.</param>
public sealed record ImportSummary(long Imported, long Refused, long Events);
