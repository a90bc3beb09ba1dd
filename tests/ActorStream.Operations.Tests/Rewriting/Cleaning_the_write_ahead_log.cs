using ActorStream.Operations.Checks;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// What was erased is in PostgreSQL's write-ahead log as well, also in segments that have got new names and
/// wait to be used again (I19). A server of their own: slots, roles and settings are of all databases.
/// </summary>
public sealed class Cleaning_the_write_ahead_log(PostgresCluster cluster)
    : IClassFixture<PostgresCluster>
{
    private static readonly RewriteLimits Limits = new(
        LockTimeout: TimeSpan.FromSeconds(5),
        MaxPause: TimeSpan.FromMinutes(1),
        MaxBytes: null
    );

    private readonly PostgresTestStore _store = new(cluster);

    /// <summary>The log is of all tests.</summary>
    private string Canary =>
        $"canary-of-{new NpgsqlConnectionStringBuilder(_store.ConnectionString).Database}-";

    [Fact]
    public async Task Takes_the_text_out_of_segments_that_wait_to_be_used_again()
    {
        await FillAndEraseAsync();
        await Rewrite().RunAsync(Limits);
        _store.Execute("CHECKPOINT");
        var current = Current();
        Found()
            .ShouldContain(
                name => string.CompareOrdinal(name, current) > 0,
                "a segment with the text has to wait there at first"
            );

        var cleaning = await Rewrite().CleanLogAsync(maxBytes: null);

        cleaning.ShouldBe(new(LogOutcome.Clean));
        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_due_after_a_rewrite_until_it_was_done()
    {
        await FillAndEraseAsync();
        (await Rewrite().LookAsync()).IsLogDue.ShouldBeFalse("the tables come first");
        await Rewrite().RunAsync(Limits);
        var before = await Rewrite().LookAsync();
        var warned = await CheckAsync();

        await Rewrite().CleanLogAsync(maxBytes: null);
        var after = await Rewrite().LookAsync();

        (before.IsDue, before.IsLogDue).ShouldBe((false, true));
        (after.IsDue, after.IsLogDue).ShouldBe((false, false));
        after.RewrittenAt.ShouldBe(before.RewrittenAt);
        warned.Status.ShouldBe(CheckStatus.Warning);
        (await CheckAsync()).Status.ShouldBe(CheckStatus.Ok);
    }

    [Fact]
    public async Task Says_which_slot_keeps_old_segments_and_helps_when_that_is_gone()
    {
        _store.Execute("SELECT pg_create_physical_replication_slot('a_replica', true)");
        await FillAndEraseAsync();
        await Rewrite().RunAsync(Limits);

        var kept = await Rewrite().CleanLogAsync(maxBytes: null);
        var due = (await Rewrite().LookAsync()).IsLogDue;
        _store.Execute("SELECT pg_drop_replication_slot('a_replica')");
        var clean = await Rewrite().CleanLogAsync(maxBytes: null);

        kept.Outcome.ShouldBe(LogOutcome.Kept);
        kept.Problem.ShouldNotBeNull().ShouldContain("slot a_replica");
        due.ShouldBeTrue();
        clean.Outcome.ShouldBe(LogOutcome.Clean, clean.Problem);
        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_no_more_than_it_may()
    {
        await FillAndEraseAsync();
        await Rewrite().RunAsync(Limits);

        var large = await Rewrite().CleanLogAsync(maxBytes: 1);

        large.Outcome.ShouldBe(LogOutcome.TooLarge);
        large.Problem.ShouldNotBeNull().ShouldContain("limit of 1");
        (await Rewrite().LookAsync()).IsLogDue.ShouldBeTrue();
    }

    [Fact]
    public async Task Needs_no_superuser_but_two_roles_and_says_which()
    {
        await FillAndEraseAsync();
        _store.Execute(
            """
            CREATE ROLE chat LOGIN;
            ALTER TABLE journal OWNER TO chat;
            ALTER TABLE tags OWNER TO chat;
            ALTER TABLE snapshot OWNER TO chat
            """
        );
        (await Rewrite("chat").RunAsync(Limits)).Outcome.ShouldBe(RewriteOutcome.Done);

        var refused = await Rewrite("chat").CleanLogAsync(maxBytes: null);
        _store.Execute("GRANT pg_monitor, pg_checkpoint TO chat");
        var clean = await Rewrite("chat").CleanLogAsync(maxBytes: null);

        refused.Outcome.ShouldBe(LogOutcome.NotAllowed);
        refused.Problem.ShouldNotBeNull().ShouldContain("GRANT pg_monitor, pg_checkpoint");
        clean.Outcome.ShouldBe(LogOutcome.Clean, clean.Problem);
        Found().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_nothing_to_begin_with_where_an_archive_gets_a_copy()
    {
        await FillAndEraseAsync();
        _store.Execute("ALTER SYSTEM SET archive_mode = on");
        _store.Execute("ALTER SYSTEM SET archive_command = 'true'");
        Restart();
        await Rewrite().RunAsync(Limits);

        var archived = await Rewrite().CleanLogAsync(maxBytes: null);
        var check = await CheckAsync();
        _store.Execute("ALTER SYSTEM RESET ALL");
        Restart();

        archived.Outcome.ShouldBe(LogOutcome.Archived);
        check.Detail.ShouldContain("archive_mode");
    }

    [Fact]
    public async Task Comes_with_a_compaction()
    {
        await FillAsync();
        await using (var maintenance = await _store.Target.OpenForMaintenanceAsync())
        {
            await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);
            (await maintenance.CompactAsync()).ShouldBeNull();
        }

        SearchedFiles.OfServer(_store.ConnectionString, Canary).ShouldBeEmpty();
        (await Rewrite().LookAsync()).IsLogDue.ShouldBeFalse();
    }

    private void Restart()
    {
        cluster.Stop();
        cluster.Start();
    }

    private async Task FillAsync()
    {
        await Written.WriteAsync(
            _store,
            [
                .. Written.Conversation(turns: 40, chunks: 100, text: Canary),
                .. Written.Conversation(Rows.B),
            ]
        );
        // So much that several segments get the names of later ones.
        _store.Execute(
            """
            CREATE TABLE more AS SELECT repeat(md5(g::text), 20) AS a FROM generate_series(1, 20000) AS g
            """
        );
    }

    private async Task FillAndEraseAsync()
    {
        await FillAsync();
        await using var maintenance = await _store.Target.OpenForMaintenanceAsync();
        await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);
    }

    private IJournalRewrite Rewrite(string role = "postgres") =>
        JournalTarget
            .Postgres(
                new NpgsqlConnectionStringBuilder(_store.ConnectionString)
                {
                    Username = role,
                }.ConnectionString
            )
            .OpenRewrite(TimeProvider.System)!;

    private async Task<Check> CheckAsync() =>
        (await Doctor.ExamineAsync(_store.Target)).Single(check =>
            check.Name == "erased-text-in-log"
        );

    private string Current() =>
        (string)_store.Query("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")!;

    /// <summary>The segments with the text, without a checkpoint.</summary>
    private List<string> Found()
    {
        var data = (string)_store.Query("SELECT current_setting('data_directory')")!;
        return
        [
            .. SearchedFiles
                .InFolder(Path.Combine(data, "pg_wal"), Canary)
                .Select(file => Path.GetFileName(file)!),
        ];
    }
}
