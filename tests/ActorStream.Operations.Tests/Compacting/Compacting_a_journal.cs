using ActorStream.Operations.Compacting;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Tests.Compacting;

public abstract class Compacting_a_journal : IDisposable
{
    protected abstract TestStore Store { get; }

    [Fact]
    public async Task Keeps_the_newest_snapshot_of_each_conversation()
    {
        var a = Written.Conversation(Rows.A);
        var b = Written.Conversation(Rows.B);
        await Written.WriteAsync(
            Store,
            [.. a, .. b],
            Written.Snapshot(a, 7),
            Written.Snapshot(a, 13),
            Written.Snapshot(b, 7)
        );
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();

        (await SnapshotSweep.DropOldAsync(maintenance)).ShouldBe(1);
        await maintenance.CompactAsync();

        (await maintenance.Database.SnapshotsAsync(null).ToListAsync())
            .Select(row => (row.PersistenceId, row.SequenceNr))
            .ShouldBe([(Rows.A, 13), (Rows.B, 7)]);
    }

    [Fact]
    public async Task Makes_a_snapshot_that_says_what_the_events_say()
    {
        await Written.WriteAsync(Store, Written.Conversation()[..^1]);
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();

        (await SnapshotMaker.MakeAsync(maintenance, Rows.A, Written.Noon)).ShouldBe(13);

        var summary = await JournalVerifier.VerifyAsync(maintenance.Database, static _ => { });
        summary.ShouldBe(new(18, 1, 1, 1, 0));
    }

    [Fact]
    public async Task Makes_no_snapshot_of_what_is_damaged_or_has_no_turn()
    {
        var rows = Written.Conversation();
        rows[3].Payload[5] ^= 1;
        await Written.WriteAsync(Store, [.. rows, .. Written.Conversation(Rows.B, turns: 0)]);
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();

        await Should.ThrowAsync<JournalProblem>(() =>
            SnapshotMaker.MakeAsync(maintenance, Rows.A, Written.Noon)
        );
        (await SnapshotMaker.MakeAsync(maintenance, Rows.B, Written.Noon)).ShouldBeNull();
    }

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class Compacting_an_sqlite_journal : Compacting_a_journal
{
    protected override TestStore Store { get; } = new SqliteTestStore();
}

public sealed class Compacting_a_postgres_journal : Compacting_a_journal
{
    protected override TestStore Store { get; } = new PostgresTestStore();
}
