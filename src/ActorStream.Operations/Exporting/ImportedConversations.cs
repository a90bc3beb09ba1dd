using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Exporting;

/// <summary>The conversation that is being read, and the count of those before it.</summary>
internal sealed class ImportedConversations(
    IConversationIntake intake,
    Action<ImportRefusal> refused
)
{
    /// <summary>Rows that are handed over at once.</summary>
    private const int PageLength = 1_000;

    /// <summary>Bytes of payload that are handed over at once, and a row more.</summary>
    private const long PageBytes = 1024 * 1024;

    private readonly List<JournalRow> _page = [];
    private long _pageBytes;
    private ConversationCheck? _check;
    private string? _id;
    private string? _finding;
    private ImportRefusal? _refusal;
    private long _line;
    private long _begun;
    private long _imported;
    private long _refused;
    private long _events;
    private long _read;
    private long _rows;

    /// <summary>Takes the next line; null if it could not be read.</summary>
    public async Task AddAsync(JournalRow? row, long line, CancellationToken cancellation)
    {
        _line = line;
        if (row is null)
        {
            // It can be this one's last; if it was the next one's first, that one lacks its start.
            Refuse($"Line {line} is damaged.");
            return;
        }

        _read++;
        if (!string.Equals(row.PersistenceId, _id, StringComparison.Ordinal))
            await BeginAsync(row.PersistenceId, line, cancellation);
        _check!.Add(CheckedRow.Of(row));
        Refuse(_finding);
        if (_refusal is not null)
            return;
        _rows++;
        _page.Add(row);
        _pageBytes += row.Payload.Length;
        if (_page.Count == PageLength || _pageBytes > PageBytes)
            await HandOverAsync(cancellation);
    }

    /// <summary>There are no more lines.</summary>
    public async Task<ImportSummary> EndAsync(
        (long Conversations, long Events)? trailer,
        long lines,
        CancellationToken cancellation
    )
    {
        const string Cut = "The export ends before its last line.";
        _line = lines;
        if (trailer is null)
            Refuse(Cut);
        await EndOneAsync(cancellation);
        if (trailer is null)
        {
            Tell(new("", Cut, lines));
        }
        else if (trailer is { } whole && (whole.Conversations != _begun || whole.Events != _read))
        {
            Tell(
                new("", $"The export should hold {whole.Events} events, {_read} were read.", lines)
            );
        }

        return new(_imported, _refused, _events);
    }

    private async Task BeginAsync(string id, long line, CancellationToken cancellation)
    {
        await EndOneAsync(cancellation);
        _id = id;
        _line = line;
        _begun++;
        _rows = 0;
        _finding = null;
        _check = new(
            id,
            [],
            finding => _finding ??= $"Event {finding.SequenceNr}: {finding.Reason}"
        );
        _refusal = null;
        Refuse(await intake.RefuseAsync(id, cancellation));
    }

    private async Task HandOverAsync(CancellationToken cancellation)
    {
        Refuse(await intake.AddAsync(_page, cancellation));
        ClearPage();
    }

    private async Task EndOneAsync(CancellationToken cancellation)
    {
        if (_id is null)
        {
            // A damaged line before the first that could be read belongs to nobody.
            _refusal = null;
            return;
        }

        _check!.End();
        Refuse(_finding);
        if (_refusal is null && _page.Count > 0)
            await HandOverAsync(cancellation);
        if (_refusal is null)
            Refuse(await intake.StoreAsync(cancellation));
        if (_refusal is null)
        {
            _imported++;
            _events += _rows;
        }
        else
        {
            await intake.DropAsync();
            Tell(_refusal);
        }

        ClearPage();
        _id = null;
    }

    private void ClearPage()
    {
        _page.Clear();
        _pageBytes = 0;
    }

    private void Refuse(string? reason)
    {
        if (reason is not null)
            _refusal ??= new(_id ?? "", reason, _line);
    }

    private void Tell(ImportRefusal refusal)
    {
        refused(refusal);
        _refused++;
    }
}
