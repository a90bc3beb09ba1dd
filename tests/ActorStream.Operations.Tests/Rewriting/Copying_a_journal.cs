using ActorStream.Operations.Databases;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;
using Npgsql;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// Tables that are too large to be made anew under a lock are copied beside those who write and read them
/// (I19): nothing of what was erased is left in the files, and nothing else is another.
/// </summary>
public sealed class Copying_a_journal : IDisposable
{
    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Takes_what_was_erased_out_of_the_files_and_leaves_all_else()
    {
        var journal = await FilledAsync();
        journal.Found().ShouldNotBeEmpty("it has to be there at first");
        journal.Erase();
        var (content, files) = (journal.Content(), journal.Files());
        var told = new List<(int, int)>();

        var result = await journal
            .Rewrite()
            .RunAsync(CopiedJournal.Limits, (done, total) => told.Add((done, total)));

        result.ShouldBe(new(RewriteOutcome.Done, result.Bytes), result.Problem);
        journal.Found().ShouldBeEmpty();
        journal.Content().ShouldBe(content);
        journal.Files().Split(',').Intersect(files.Split(',')).ShouldBeEmpty();
        journal.LeftOver().ShouldBe(0);
        (await journal.Rewrite().LookAsync()).IsDue.ShouldBeFalse();
        told.ShouldBe([(0, 3), (1, 3), (2, 3), (3, 3)]);
        await journal.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Leaves_small_tables_to_be_made_anew_under_a_lock()
    {
        var journal = await FilledAsync();
        journal.Erase();
        var statements = new List<string>();

        var result = await journal.RewriteAsync(
            sql => Note(statements, sql),
            CopiedJournal.Limits with
            {
                CopyAbove = 1 << 30,
            }
        );

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        statements.ShouldNotContain(sql => sql.Contains("CREATE TABLE", StringComparison.Ordinal));
        journal.Found().ShouldBeEmpty();
    }

    /// <summary>
    /// Between any two of its statements somebody appends, changes, deletes and reads, and gets each lock at
    /// once: so nobody ever waits longer than for one statement, and the one that takes the table is short.
    /// </summary>
    [Fact]
    public async Task Holds_nothing_between_two_of_its_statements_and_misses_nothing_that_is_done_there()
    {
        var journal = await FilledAsync();
        journal.Erase();
        var shadow = new ShadowedJournal(_store);
        await using var somebody = await shadow.BeginAsync();
        await somebody.ExecuteAsync("SET lock_timeout = 1");
        var transactions = 0;

        var result = await journal.RewriteAsync(async sql =>
        {
            // In the one transaction of several statements that touches rows who changes them makes it fail.
            if (CatchesUp(sql))
                return;
            if (sql.StartsWith("DO $swap$", StringComparison.Ordinal))
                transactions++;
            await somebody.AppendAsync("between", 2);
            await somebody.ChangeAsync(transactions);
            await somebody.SaveAsync("between");
            await somebody.DeleteAsync();
        });

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        transactions.ShouldBeGreaterThanOrEqualTo(3);
        shadow.Differences().ShouldBe(0);
        journal.LeftOver().ShouldBe(0);
    }

    /// <summary>A dump that began before would miss in the copy what came there after its beginning.</summary>
    [Fact]
    public async Task Waits_for_who_sees_the_database_as_it_was_before_the_copy()
    {
        var journal = await FilledAsync();
        await using var dump = await journal.ConnectAsync();
        NpgsqlTransaction? seeing = null;
        var seen = 0L;
        var looks = 0;

        var result = await journal.RewriteAsync(async sql =>
        {
            // It has a snapshot, and no lock yet.
            if (sql.StartsWith("ANALYZE", StringComparison.Ordinal) && seeing is null)
            {
                seeing = await dump.BeginTransactionAsync(
                    System.Data.IsolationLevel.RepeatableRead
                );
                await ExecuteAsync(dump, "SELECT 1 FROM pg_class LIMIT 1");
            }
            else if (sql.StartsWith("DO $swap$", StringComparison.Ordinal))
            {
                seeing.ShouldNotBeNull();
                seen.ShouldBePositive("the swap comes when nobody sees the time before");
            }
            else if (
                seeing is not null
                && sql.Contains("virtualtransaction", StringComparison.Ordinal)
                && ++looks == 3
            )
            {
                await using var count = new NpgsqlCommand("SELECT count(*) FROM journal", dump);
                seen = (long)(await count.ExecuteScalarAsync())!;
                await seeing.CommitAsync();
            }
        });

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        seen.ShouldBe((long)_store.Query("SELECT count(*) FROM journal")!);
    }

    /// <summary>
    /// They are waited for without a lock that writers have to wait for: a vacuum whenever the table is needed,
    /// one of the copy, or a reader, when the copy takes its place.
    /// </summary>
    [Theory]
    [InlineData("journal", "SHARE UPDATE EXCLUSIVE", "")]
    [InlineData(
        "actorstream_rewrite_journal",
        "SHARE UPDATE EXCLUSIVE",
        "ANALYZE \"public\".\"actorstream_rewrite_journal\""
    )]
    [InlineData("journal", "ACCESS SHARE", "ANALYZE \"public\".\"actorstream_rewrite_journal\"")]
    public async Task Holds_up_nobody_while_a_vacuum_or_a_reader_has_the_table(
        string table,
        string mode,
        string after
    )
    {
        var journal = await FilledAsync();
        journal.Erase();
        var shadow = new ShadowedJournal(_store);
        await using var writer = await shadow.BeginAsync();
        await writer.ExecuteAsync("SET lock_timeout = 1");
        await using var user = await journal.ConnectAsync();
        var writing = Task.CompletedTask;
        var (times, isTime) = (0, false);

        var result = await journal.RewriteAsync(async sql =>
        {
            isTime |= sql.StartsWith(after, StringComparison.Ordinal);
            if (
                !isTime
                || !sql.StartsWith("DO $quiet$", StringComparison.Ordinal)
                || !sql.Contains("\"journal\"", StringComparison.Ordinal)
            )
            {
                return;
            }

            await writing;
            await ExecuteAsync(user, $"BEGIN; LOCK TABLE {table} IN {mode} MODE");
            times++;
            writing = WriteAsync();
        });
        await writing;

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        times.ShouldBePositive();
        shadow.Differences().ShouldBe(0);

        async Task WriteAsync()
        {
            await Task.Yield();
            for (var i = 0; i < 20; i++)
                await writer.AppendAsync("meanwhile", 3);
            await ExecuteAsync(user, "COMMIT");
        }
    }

    [Fact]
    public async Task Copies_tables_in_a_schema_of_any_name()
    {
        var journal = await FilledAsync();
        journal.Erase();
        _store.Execute(
            """
            CREATE SCHEMA "My ""own"" schema'";
            ALTER TABLE journal SET SCHEMA "My ""own"" schema'";
            ALTER TABLE tags SET SCHEMA "My ""own"" schema'";
            ALTER TABLE snapshot SET SCHEMA "My ""own"" schema'"
            """
        );

        var result = await JournalTarget
            .Postgres(_store.ConnectionString, "My \"own\" schema'")
            .OpenRewrite(TimeProvider.System)!
            .RunAsync(CopiedJournal.Limits);

        result.ShouldBe(new(RewriteOutcome.Done, result.Bytes), result.Problem);
        journal.Found().ShouldBeEmpty();
        journal.LeftOver().ShouldBe(0);
    }

    [Fact]
    public async Task Gives_new_places_behind_the_last_one_also_when_that_row_is_gone()
    {
        var journal = await FilledAsync();
        _store.Execute("SELECT setval('journal_ordering_seq', 1000000)");

        var result = await journal.RewriteAsync();
        await using var shadow = await new ShadowedJournal(_store).BeginAsync();
        await shadow.AppendAsync("later", 1);

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        _store.Query("SELECT max(ordering) FROM journal").ShouldBe(1_000_001L);
        _store
            .Query("SELECT pg_get_serial_sequence('journal', 'ordering')")
            .ShouldBe("public.journal_ordering_seq");
    }

    [Fact]
    public async Task Gives_up_where_somebody_empties_or_alters_the_table_meanwhile()
    {
        var journal = await FilledAsync();
        var isEmptied = false;
        var isAltered = false;

        var emptied = await journal.RewriteAsync(sql =>
            OnceAsync(
                ref isEmptied,
                sql,
                "ANALYZE \"public\".\"actorstream_rewrite_tags\"",
                "TRUNCATE tags"
            )
        );
        var altered = await journal.RewriteAsync(sql =>
            OnceAsync(ref isAltered, sql, "DO $swap$", "CREATE INDEX mine ON journal (manifest)")
        );

        (isEmptied, isAltered).ShouldBe((true, true));
        emptied.Outcome.ShouldBe(RewriteOutcome.Busy);
        emptied.Problem.ShouldNotBeNull().ShouldContain("tags");
        altered.Outcome.ShouldBe(RewriteOutcome.Busy);
        altered.Problem.ShouldNotBeNull().ShouldContain("altered");
        journal.LeftOver().ShouldBe(0);
        _store.Query("SELECT to_regclass('mine') IS NOT NULL").ShouldBe(true);
        (await journal.RewriteAsync()).Outcome.ShouldBe(RewriteOutcome.Done);
    }

    /// <summary>The copy's first row fails as it does on a full disk.</summary>
    [Fact]
    public async Task Takes_its_half_away_where_the_disk_is_full()
    {
        var journal = await FilledAsync();
        var content = journal.Content();
        _store.Execute(
            """
            CREATE FUNCTION room() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
              IF current_setting('application_name') = 'actorstream rewrite' THEN
                RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full';
              END IF;
              RETURN true;
            END $$;
            ALTER TABLE journal ADD CONSTRAINT room CHECK (room()) NOT VALID;
            UPDATE pg_constraint SET convalidated = true WHERE conname = 'room'
            """
        );

        var full = await journal.RewriteAsync();
        var leftOver = journal.LeftOver();
        _store.Execute("ALTER TABLE journal DROP CONSTRAINT room");
        var later = await journal.RewriteAsync();

        full.Outcome.ShouldBe(RewriteOutcome.NoSpace, full.Problem);
        full.Problem.ShouldNotBeNull().ShouldContain("could not extend file");
        leftOver.ShouldBe(0);
        later.Outcome.ShouldBe(RewriteOutcome.Done, later.Problem);
        journal.Content().ShouldBe(content);
    }

    private async Task<CopiedJournal> FilledAsync()
    {
        var journal = new CopiedJournal(_store);
        await journal.FillAsync();
        return journal;
    }

    private Task OnceAsync(ref bool isDone, string sql, string before, string run)
    {
        if (!isDone && sql.StartsWith(before, StringComparison.Ordinal))
        {
            isDone = true;
            _store.Execute(run);
        }

        return Task.CompletedTask;
    }

    private static bool CatchesUp(string sql) =>
        ((string[])["SET LOCAL", "SELECT EXISTS", "DELETE", "INSERT"]).Any(start =>
            sql.StartsWith(start, StringComparison.Ordinal)
        );

    private static Task Note(List<string> statements, string sql)
    {
        statements.Add(sql);
        return Task.CompletedTask;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
