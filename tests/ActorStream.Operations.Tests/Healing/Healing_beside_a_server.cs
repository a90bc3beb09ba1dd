using ActorStream.Operations.Databases;
using ActorStream.Operations.Databases.Postgres;
using ActorStream.Operations.Databases.Sqlite;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Tests.Healing;

/// <summary>The server that holds a journal has one conversation of it healed, while it writes the others.</summary>
public abstract class Healing_beside_a_server : IAsyncLifetime
{
    private readonly string _folder = Directory
        .CreateTempSubdirectory("actorstream-healing-")
        .FullName;

    protected abstract TestStore Store { get; }

    private string QuarantinePath => Path.Combine(_folder, "quarantine.jsonl");

    public virtual async Task InitializeAsync()
    {
        await Written.WriteAsync(Store, Written.Conversation(Rows.A));
        await Written.WriteAsync(Store, Written.Conversation(Rows.B));
        Store.Execute(
            $"DELETE FROM journal WHERE persistence_id = '{Rows.A}' AND sequence_number IN (1, 9)"
        );
        Store.Execute(
            $"UPDATE journal SET manifest = 'x' WHERE persistence_id = '{Rows.A}' AND sequence_number = 4"
        );
    }

    public virtual Task DisposeAsync()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Changes_that_one_and_says_what_is_lost()
    {
        var others = await RowsAsync(Rows.B);
        HealingPlan done;
        await using (var changes = await OpenAsync())
            done = await HealAsync(changes);

        done.Steps.Select(step => (step.SequenceNr, step.Kind, step.Lost))
            .ShouldBe([
                (1, HealingKind.DropTag, null),
                (1, HealingKind.Fill, LostContent.Start),
                (4, HealingKind.Restore, null),
                (9, HealingKind.Fill, LostContent.Chunk),
            ]);
        (await FindingsAsync(Rows.A)).ShouldBeEmpty();
        (await RowsAsync(Rows.B))
            .Select(row => row.Ordering)
            .ShouldBe(others.Select(row => row.Ordering));
        File.Exists(QuarantinePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Needs_the_servers_own_hold_until_it_is_kept()
    {
        await using var changes = await OpenAsync();
        await LoseHoldAsync();

        var refused = await Should.ThrowAsync<JournalProblem>(() => HealAsync(changes));

        refused.Kind.ShouldBe(JournalProblemKind.InUse);
        (await FindingsAsync(Rows.A)).ShouldNotBeEmpty();
        (await Should.ThrowAsync<JournalProblem>(OpenByStrangerAsync)).Kind.ShouldBe(
            JournalProblemKind.InUse
        );
    }

    [Fact]
    public async Task Touches_no_other_conversation()
    {
        await using var changes = await OpenAsync();
        await using var transaction = await changes.BeginAsync();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            transaction.DeleteRowsAsync(Rows.B, 1, 9)
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            transaction.DeleteSnapshotsAsync(null)
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            transaction.AppendAsync(Written.Conversation(Rows.B)[..1])
        );
        await Should.ThrowAsync<InvalidOperationException>(() => transaction.AcceptLossAsync(1));
    }

    [Fact]
    public async Task Refuses_a_plan_that_was_made_of_other_rows()
    {
        await using var changes = await OpenAsync();
        var agreed = await JournalHealer.PlanAsync(changes.Database, Rows.A, Written.Noon);
        Store.Execute(
            $"DELETE FROM journal WHERE persistence_id = '{Rows.A}' AND sequence_number = 3"
        );

        var refused = await Should.ThrowAsync<JournalProblem>(() =>
            HealAsync(changes, agreed.Mark)
        );

        refused.Kind.ShouldBe(JournalProblemKind.Changed);
        File.Exists(QuarantinePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_rows_that_changed_between_the_plan_and_the_transaction()
    {
        await using var changes = new Meddler(
            await OpenAsync(),
            () =>
                Store.Execute(
                    "UPDATE journal SET created = created + 1 "
                        + $"WHERE persistence_id = '{Rows.A}' AND sequence_number = 12"
                )
        );
        var before = (await FindingsAsync(Rows.A)).Count;

        var refused = await Should.ThrowAsync<JournalProblem>(() => HealAsync(changes));

        refused.Kind.ShouldBe(JournalProblemKind.Changed);
        (await FindingsAsync(Rows.A)).Count.ShouldBe(before);
        File.Exists(QuarantinePath).ShouldBeFalse();
    }

    protected abstract Task LoseHoldAsync();

    protected abstract IServerHold Hold { get; }

    private Task<IJournalChanges> OpenAsync() => Store.Target.OpenBesideWriterAsync(Hold, Rows.A);

    private Task<IJournalChanges> OpenByStrangerAsync() =>
        Store.Target.OpenBesideWriterAsync(new Stranger(), Rows.A);

    private Task<HealingPlan> HealAsync(IJournalChanges changes, string? expected = null) =>
        JournalHealer.HealOneAsync(changes, Rows.A, QuarantinePath, Written.Noon, expected);

    private async Task<List<Finding>> FindingsAsync(string id)
    {
        var findings = new List<Finding>();
        await using var database = await Store.Target.OpenAsync();
        await JournalVerifier.VerifyAsync(database, id, findings.Add);
        return findings;
    }

    private async Task<List<JournalRow>> RowsAsync(string id)
    {
        await using var database = await Store.Target.OpenAsync();
        return await database.RowsAsync(id, withTags: true).ToListAsync();
    }

    private sealed class Stranger : IServerHold;

    private sealed class Meddler(IJournalChanges inner, Action meddle) : IJournalChanges
    {
        public IJournalDatabase Database => inner.Database;

        public Task<IJournalTransaction> BeginAsync(CancellationToken cancellation = default)
        {
            meddle();
            return inner.BeginAsync(cancellation);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

public sealed class Healing_beside_a_server_on_sqlite : Healing_beside_a_server
{
    private readonly SqliteTestStore _store = new();
    private JournalLock _lock = null!;

    protected override TestStore Store => _store;

    protected override IServerHold Hold => _lock;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _lock = JournalLock.Take(_store.FilePath);
    }

    public override Task DisposeAsync()
    {
        _lock.Dispose();
        return base.DisposeAsync();
    }

    protected override Task LoseHoldAsync()
    {
        _lock.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class Healing_beside_a_server_on_postgres : Healing_beside_a_server
{
    private PostgresPresence _presence = null!;

    protected override TestStore Store { get; } = new PostgresTestStore();

    protected override IServerHold Hold => _presence;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _presence = await PostgresPresence.AnnounceAsync(
            Store.ConnectionString,
            TimeProvider.System
        );
    }

    public override async Task DisposeAsync()
    {
        await _presence.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Another server has it since.</summary>
    protected override async Task LoseHoldAsync()
    {
        await _presence.DisposeAsync();
        _presence = await PostgresPresence.AnnounceAsync(
            Store.ConnectionString,
            TimeProvider.System
        );
    }
}
