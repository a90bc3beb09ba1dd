using System.Security.Cryptography;
using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// What a deletion leaves in the files of PostgreSQL's tables goes with a rewrite (I19): the files are
/// searched byte by byte. The server and its readers go on meanwhile.
/// </summary>
public sealed class Rewriting_beside_a_server : IDisposable
{
    private const string ShortCanary = "canary-in-a-short-chunk";
    private const string LongCanary = "canary-in-a-long-chunk";
    private const string TitleCanary = "canary-in-the-title";

    private static readonly RewriteLimits Limits = new(
        LockTimeout: TimeSpan.FromSeconds(5),
        MaxPause: TimeSpan.FromMinutes(1),
        MaxBytes: 1L << 30
    );

    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Takes_what_was_erased_out_of_tables_toast_and_snapshots()
    {
        await FillAsync();
        foreach (var canary in (string[])[ShortCanary, LongCanary, TitleCanary])
            SearchedFiles
                .OfDatabase(_store.ConnectionString, canary)
                .ShouldNotBeEmpty("it has to be there at first");
        _store
            .Query("SELECT reltoastrelid <> 0 FROM pg_class WHERE relname = 'journal'")
            .ShouldBe(true);
        EraseAsTheServerDoes(Rows.A);

        var result = await Rewrite().RunAsync(Limits);

        result.ShouldBe(new(RewriteOutcome.Done, result.Bytes));
        foreach (var canary in (string[])[ShortCanary, LongCanary, TitleCanary])
            SearchedFiles.OfDatabase(_store.ConnectionString, canary).ShouldBeEmpty();
        await ShouldBeWholeAsync();
    }

    /// <summary>A vacuum forgets the rows, and what counts dead rows then counts none.</summary>
    [Fact]
    public async Task Is_due_until_it_was_done_whoever_asks_and_whatever_else_was_vacuumed()
    {
        await FillAsync();
        (await Rewrite().LookAsync()).IsDue.ShouldBeFalse();
        EraseAsTheServerDoes(Rows.A);
        _store.Execute("VACUUM (ANALYZE)");
        SearchedFiles.OfDatabase(_store.ConnectionString, ShortCanary).ShouldNotBeEmpty();

        var before = await Rewrite().LookAsync();
        await Rewrite().RunAsync(Limits);
        var after = await Rewrite().LookAsync();
        EraseAsTheServerDoes(Rows.B);
        var later = await Rewrite().LookAsync();

        (before.IsDue, before.Erased, before.RewrittenAt).ShouldBe((true, 1, null));
        (after.IsDue, after.Erased).ShouldBe((false, 1));
        after.RewrittenAt.ShouldNotBeNull();
        (later.IsDue, later.Erased, later.RewrittenAt).ShouldBe((true, 2, after.RewrittenAt));
    }

    [Fact]
    public async Task An_operators_rewrite_of_a_stopped_database_counts_as_one()
    {
        await FillAsync();
        await using (var maintenance = await _store.Target.OpenForMaintenanceAsync())
        {
            await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);
            (await Rewrite().LookAsync()).IsDue.ShouldBeTrue();
            await maintenance.CompactAsync();
        }

        (await Rewrite().LookAsync()).IsDue.ShouldBeFalse();
    }

    /// <summary>It holds no snapshot, and a rewrite would keep what it might still see all the same.</summary>
    [Fact]
    public async Task Waits_for_a_transaction_that_has_only_written_and_says_who_it_is()
    {
        await FillAsync();
        _store.Execute("CREATE TABLE other (a integer)");
        await using var other = await OpenAsync("somebody");
        await ExecuteAsync(other, "BEGIN; INSERT INTO other VALUES (1)");
        EraseAsTheServerDoes(Rows.A);

        var held = await Rewrite(new ImpatientTime()).RunAsync(Limits);
        var isDue = (await Rewrite().LookAsync()).IsDue;
        await ExecuteAsync(other, "COMMIT");
        var free = await Rewrite().RunAsync(Limits);

        held.Outcome.ShouldBe(RewriteOutcome.Busy);
        held.Problem.ShouldNotBeNull().ShouldContain("somebody");
        isDue.ShouldBeTrue();
        free.Outcome.ShouldBe(RewriteOutcome.Done, free.Problem);
        SearchedFiles.OfDatabase(_store.ConnectionString, ShortCanary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_way_to_who_uses_a_table()
    {
        await FillAsync();
        EraseAsTheServerDoes(Rows.A);
        await using var other = await OpenAsync("somebody");
        await ExecuteAsync(other, "BEGIN; LOCK TABLE journal IN ACCESS SHARE MODE");

        var held = await Rewrite()
            .RunAsync(Limits with { LockTimeout = TimeSpan.FromMilliseconds(1) });
        await ExecuteAsync(other, "COMMIT");

        held.Outcome.ShouldBe(RewriteOutcome.Busy);
        (await Rewrite().LookAsync()).IsDue.ShouldBeTrue();
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Gives_up_rather_than_keep_others_waiting_too_long()
    {
        await FillAsync();
        EraseAsTheServerDoes(Rows.A);
        var result = await Rewrite()
            .RunAsync(Limits with { MaxPause = TimeSpan.FromMilliseconds(1) });

        result.Outcome.ShouldBe(RewriteOutcome.TooSlow);
        result.Problem.ShouldNotBeNull();
        (await Rewrite().LookAsync()).IsDue.ShouldBeTrue();
        await ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Leaves_tables_alone_that_are_too_large_or_somebody_elses()
    {
        await FillAsync();
        _store.Execute(
            """
            DROP ROLE IF EXISTS guest;
            CREATE ROLE guest LOGIN;
            GRANT SELECT ON journal, tags, snapshot TO guest
            """
        );
        var guest = JournalTarget
            .Postgres(
                new NpgsqlConnectionStringBuilder(_store.ConnectionString)
                {
                    Username = "guest",
                }.ConnectionString
            )
            .OpenRewrite(TimeProvider.System)!;

        var large = await Rewrite().RunAsync(Limits with { MaxBytes = 1000 });
        var others = await guest.RunAsync(Limits);
        await guest.PrepareAsync();

        large.Outcome.ShouldBe(RewriteOutcome.TooLarge);
        others.Outcome.ShouldBe(RewriteOutcome.NotAllowed);
        _store.Execute("DROP OWNED BY guest; DROP ROLE guest");
    }

    [Fact]
    public async Task Tells_how_many_tables_are_done()
    {
        await FillAsync();
        var told = new List<(int, int)>();

        await Rewrite().RunAsync(Limits, (done, total) => told.Add((done, total)));

        told.ShouldBe([(0, 3), (1, 3), (2, 3), (3, 3)]);
    }

    [Fact]
    public void An_sqlite_journal_needs_none() =>
        JournalTarget.Sqlite("journal.db").OpenRewrite(TimeProvider.System).ShouldBeNull();

    private IJournalRewrite Rewrite(TimeProvider? time = null) =>
        _store.Target.OpenRewrite(time ?? TimeProvider.System)!;

    /// <summary>As the journal plug-in deletes: the last row is marked, all others go.</summary>
    private void EraseAsTheServerDoes(string id) =>
        _store.Execute(
            $$"""
            BEGIN;
            INSERT INTO journal
              (created, deleted, persistence_id, sequence_number, message, manifest, identifier)
            SELECT 1, true, '{{id}}', max(sequence_number) + 1, '{}', 'conversation-deleted.v1', 1
            FROM journal WHERE persistence_id = '{{id}}';
            DELETE FROM tags WHERE persistence_id = '{{id}}';
            DELETE FROM snapshot WHERE persistence_id = '{{id}}';
            DELETE FROM journal WHERE persistence_id = '{{id}}' AND NOT deleted;
            COMMIT
            """
        );

    private async Task FillAsync()
    {
        // Noise that no compression shortens, so that the canary after it is as it was written.
        var noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(12_000));
        var rows = Written.Conversation(turns: 20, chunks: 20, text: ShortCanary);
        rows[0] = Written.Row(
            Rows.A,
            1,
            new ConversationStarted("0123abcd", TitleCanary, Written.Noon)
        );
        rows[2] = Written.Row(
            Rows.A,
            3,
            new ChunkAppended(new(1), ChunkKind.Text, noise + LongCanary, Written.Noon)
        );
        await Written.WriteAsync(
            _store,
            [.. rows, .. Written.Conversation(Rows.B)],
            Written.Snapshot(rows, rows.Count)
        );
    }

    private async Task ShouldBeWholeAsync()
    {
        await using var database = await _store.Target.OpenAsync();
        (await database.RowsAsync(Rows.B, withTags: true).ToListAsync())
            .Select(row => Convert.ToHexString(row.Payload))
            .ShouldBe(Written.Conversation(Rows.B).Select(row => Convert.ToHexString(row.Payload)));
        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, Rows.B, findings.Add);
        findings.ShouldBeEmpty();
    }

    private async Task<NpgsqlConnection> OpenAsync(string application)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_store.ConnectionString)
            {
                ApplicationName = application,
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
