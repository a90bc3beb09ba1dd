using ActorStream.Operations.Databases;

namespace ActorStream.Operations.Exporting;

/// <summary>Into a database that nobody else writes to: a transaction for each conversation.</summary>
internal sealed class DatabaseIntake(IJournalMaintenance maintenance)
    : IConversationIntake,
        IAsyncDisposable
{
    private IJournalTransaction? _transaction;

    public async Task<string?> RefuseAsync(string persistenceId, CancellationToken cancellation) =>
        await maintenance.Database.ConversationAsync(persistenceId, cancellation) is null
            ? null
            : "It exists already.";

    public async Task<string?> AddAsync(
        IReadOnlyList<JournalRow> rows,
        CancellationToken cancellation
    )
    {
        _transaction ??= await maintenance.BeginAsync(cancellation);
        await _transaction.AppendAsync(rows, keepOrdering: false, cancellation);
        return null;
    }

    public async Task<string?> StoreAsync(CancellationToken cancellation)
    {
        if (_transaction is not null)
            await _transaction.CommitAsync(cancellation);
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
