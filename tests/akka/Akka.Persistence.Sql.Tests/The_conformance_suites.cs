using Akka.Persistence.Sql.Tests.Fixtures;
using Akka.Persistence.Tests.Conformance;

namespace Akka.Persistence.Sql.Tests;

public sealed class The_journal_in_SQLite : JournalConformance
{
    private readonly SqliteStore _store = new();

    protected override Akka.Configuration.Config Config => _store.Config();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _store.Dispose();
    }
}

public sealed class The_journal_in_PostgreSQL : JournalConformance
{
    private readonly PostgresStore _store = new();

    protected override Akka.Configuration.Config Config => _store.Config();
}

public sealed class The_snapshot_store_in_SQLite : SnapshotStoreConformance
{
    private readonly SqliteStore _store = new();

    protected override Akka.Configuration.Config Config => _store.Config();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _store.Dispose();
    }
}

public sealed class The_snapshot_store_in_PostgreSQL : SnapshotStoreConformance
{
    private readonly PostgresStore _store = new();

    protected override Akka.Configuration.Config Config => _store.Config();
}
