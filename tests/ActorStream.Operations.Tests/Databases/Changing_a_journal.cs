using ActorStream.Operations.Databases;
using ActorStream.Operations.Tests.Fixtures;

namespace ActorStream.Operations.Tests.Databases;

/// <summary>What every store promises to those who change it while no server runs.</summary>
public abstract class Changing_a_journal : IDisposable
{
    protected abstract TestStore Store { get; }

    [Fact]
    public async Task What_is_not_committed_never_was()
    {
        await Store.WriteAsync(Rows.Conversation(Rows.A));
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();

        await using (var transaction = await maintenance.BeginAsync())
        {
            await transaction.AppendAsync([Rows.Prompt(Rows.A, 5, "more", turn: 2)]);
            await transaction.DeleteConversationAsync(Rows.A);
        }

        (await maintenance.Database.CountRowsAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_number_that_is_taken_is_refused_and_the_maintenance_goes_on()
    {
        await Store.WriteAsync(Rows.Conversation(Rows.A));
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();

        await using (var transaction = await maintenance.BeginAsync())
        {
            var problem = await Should.ThrowAsync<JournalProblem>(() =>
                transaction.AppendAsync([Rows.Chunk(Rows.A, 4)])
            );
            problem.Message.ShouldContain("has a row in that place already");
        }

        await using var second = await maintenance.BeginAsync();
        await second.AppendAsync([Rows.Prompt(Rows.A, 5, "more", turn: 2)]);
        await second.CommitAsync();
        (await maintenance.Database.CountRowsAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task Orderings_can_be_kept_and_the_next_one_is_free()
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync(create: true);
        await using (var transaction = await maintenance.BeginAsync())
        {
            await transaction.AppendAsync(
                [Rows.Started(Rows.A) with { Ordering = 17 }],
                keepOrdering: true
            );
            await transaction.AppendAsync([Rows.Prompt(Rows.A, 2, "next")]);
            await transaction.CommitAsync();
        }

        var rows = await maintenance.Database.RowsAsync(Rows.A, withTags: true).ToListAsync();
        rows.Select(row => row.Ordering).ShouldBe([17, 18]);
        rows.ShouldAllBe(row => row.Tags.Count == 1);
    }

    [Fact]
    public async Task A_payload_is_replaced_in_its_place()
    {
        await Store.WriteAsync(Rows.Conversation(Rows.A));
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        await using (var transaction = await maintenance.BeginAsync())
        {
            (await transaction.ReplacePayloadAsync(Rows.A, 3, "chunk.v9", [1, 2])).ShouldBeTrue();
            (await transaction.ReplacePayloadAsync(Rows.A, 9, "chunk.v9", [1, 2])).ShouldBeFalse();
            (await transaction.MarkDeletedAsync(Rows.A, 4)).ShouldBeTrue();
            (await transaction.MarkDeletedAsync(Rows.A, 9)).ShouldBeFalse();
            await transaction.CommitAsync();
        }

        var rows = await maintenance.Database.RowsAsync(Rows.A).ToListAsync();
        rows[2].Manifest.ShouldBe("chunk.v9");
        rows[2].Payload.ShouldBe([1, 2]);
        rows[2].Ordering.ShouldBe(3);
        rows.Select(row => row.IsDeleted).ShouldBe([false, false, false, true]);
    }

    [Fact]
    public async Task Rows_are_deleted_with_their_tags_and_no_others()
    {
        await Store.WriteAsync([.. Rows.Conversation(Rows.A), .. Rows.Conversation(Rows.B)]);
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        await using (var transaction = await maintenance.BeginAsync())
        {
            (await transaction.DeleteRowsAsync(Rows.A, 1, 3)).ShouldBe(3);
            await transaction.CommitAsync();
        }

        var left = await maintenance.Database.StatisticsAsync();
        (left.Rows, left.Tags).ShouldBe((5, 4));
    }

    [Fact]
    public async Task Snapshots_are_saved_replaced_read_and_deleted()
    {
        SnapshotRow Snapshot(string id, long nr, byte payload = 1) =>
            new(id, nr, 638000000000000000 + nr, "conversation.v1", [payload], 7301);
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync(create: true);
        await using (var transaction = await maintenance.BeginAsync())
        {
            await transaction.SaveSnapshotsAsync([
                Snapshot(Rows.A, 10),
                Snapshot(Rows.A, 20),
                Snapshot(Rows.B, 5),
            ]);
            await transaction.SaveSnapshotsAsync([Snapshot(Rows.A, 20, payload: 2)]);
            await transaction.CommitAsync();
        }

        var all = await maintenance.Database.SnapshotsAsync(null).ToListAsync();
        all.Select(row => (row.PersistenceId, row.SequenceNr, row.Payload[0]))
            .ShouldBe([(Rows.A, 10, 1), (Rows.A, 20, 2), (Rows.B, 5, 1)]);
        (await maintenance.Database.SnapshotsAsync(Rows.B).ToListAsync()).Count.ShouldBe(1);
        await using (var transaction = await maintenance.BeginAsync())
        {
            (await transaction.DeleteSnapshotsAsync(Rows.A, to: 10)).ShouldBe(1);
            (await transaction.DeleteSnapshotsAsync(null)).ShouldBe(2);
            await transaction.CommitAsync();
        }

        (await maintenance.Database.StatisticsAsync()).Snapshots.ShouldBe(0);
    }

    [Fact]
    public async Task A_deleted_conversation_leaves_nothing_and_compacting_keeps_the_rest()
    {
        await Store.WriteAsync([.. Rows.Conversation(Rows.A), .. Rows.Conversation(Rows.B)]);
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        await using (var transaction = await maintenance.BeginAsync())
        {
            (await transaction.DeleteConversationAsync(Rows.A)).ShouldBe(4);
            await transaction.CommitAsync();
        }

        await maintenance.CompactAsync();

        var left = await maintenance.Database.StatisticsAsync();
        (left.Rows, left.Tags).ShouldBe((4, 3));
        (await maintenance.Database.FindAsync(Rows.A, 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_maintenance_is_refused_until_the_first_has_ended()
    {
        await Store.WriteAsync(Rows.Conversation(Rows.A));
        await using (await Store.Target.OpenForMaintenanceAsync())
        {
            var problem = await Should.ThrowAsync<JournalProblem>(() =>
                Store.Target.OpenForMaintenanceAsync()
            );
            problem.Kind.ShouldBe(JournalProblemKind.InUse);
            problem.Message.ShouldContain("Stop it first");
            await using var reader = await Store.Target.OpenAsync();
            (await reader.CountRowsAsync()).ShouldBe(4);
        }

        await using var second = await Store.Target.OpenForMaintenanceAsync();
        (await second.Database.CountRowsAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_made_unless_it_is_asked_for()
    {
        await Should.ThrowAsync<JournalProblem>(() => Store.Target.OpenForMaintenanceAsync());

        await Should.ThrowAsync<JournalProblem>(() => Store.Target.OpenAsync());
    }

    public virtual void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class Changing_a_journal_in_Sqlite : Changing_a_journal
{
    protected override TestStore Store { get; } = new SqliteTestStore();
}

public sealed class Changing_a_journal_in_Postgres : Changing_a_journal
{
    protected override TestStore Store { get; } = new PostgresTestStore();
}
