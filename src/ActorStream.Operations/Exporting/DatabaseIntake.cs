using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>Into a database that nobody else writes to: a transaction for each conversation.</summary>
internal sealed class DatabaseIntake(IJournalMaintenance maintenance)
    : IConversationIntake,
        IAsyncDisposable
{
    private IJournalTransaction? _transaction;
    private long _neverHere;

    public async Task<string?> RefuseAsync(string persistenceId, CancellationToken cancellation) =>
        await maintenance.Database.ConversationAsync(persistenceId, cancellation) is null
            ? null
            : "It exists already.";

    public async Task<string?> AddAsync(
        IReadOnlyList<JournalRow> rows,
        CancellationToken cancellation
    )
    {
        // The rows of an erased conversation never were in this database: no place of theirs is missing.
        _neverHere =
            _transaction is null && rows is [{ IsDeleted: true } mark] ? mark.SequenceNr - 1 : 0;
        _transaction ??= await maintenance.BeginAsync(cancellation);
        await _transaction.AppendAsync(rows, keepOrdering: false, cancellation);
        return null;
    }

    public async Task<string?> StoreAsync(CancellationToken cancellation)
    {
        if (_transaction is not null)
        {
            if (_neverHere > 0)
                await _transaction.AcceptLossAsync(-_neverHere, cancellation);
            await _transaction.CommitAsync(cancellation);
        }

        await DropAsync();
        return null;
    }

    public async Task DropAsync()
    {
        if (_transaction is { } open)
            await open.DisposeAsync();
        _transaction = null;
    }

    public async ValueTask DisposeAsync() => await DropAsync();
}
