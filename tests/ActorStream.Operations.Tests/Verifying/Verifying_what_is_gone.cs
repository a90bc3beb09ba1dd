using ActorStream.Conversations.Events;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Tests.Verifying;

/// <summary>
/// Rows after which nothing follows leave no gap. What is left of them speaks: tags, snapshots, and on SQLite
/// their places among all rows. What was erased lawfully must not be taken for lost.
/// </summary>
public abstract class Verifying_what_is_gone : IDisposable
{
    protected abstract TestStore Store { get; }

    [Fact]
    public async Task Finds_a_tag_without_a_row_where_the_row_stood()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        // The row of the chunk 4 has no tag; the number of a prompt is given to another place.
        Tag(ordering: 999, 4, Rows.A);
        Store.Execute("UPDATE tags SET ordering_id = 998 WHERE ordering_id = 21");

        var findings = await FindingsAsync();

        findings.ShouldAllBe(finding => finding.Kind == FindingKind.Tags);
        findings
            .Select(finding => (finding.PersistenceId, finding.SequenceNr))
            .Order()
            .ShouldBe([(Rows.A, 4), (Rows.B, 2)]);
    }

    [Theory]
    [InlineData("sequence_nr = 77")]
    [InlineData("persistence_id = 'conversation-0'")]
    public async Task Finds_a_tag_that_names_its_row_wrongly(string change)
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A)]);
        Store.Execute($"UPDATE tags SET {change} WHERE ordering_id = 7");

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.PersistenceId, finding.SequenceNr, finding.Kind).ShouldBe(
            (Rows.A, 7, FindingKind.Tags)
        );
    }

    [Fact]
    public async Task Tells_one_damage_once_where_a_row_is_missing_and_its_tag_is_left()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A)]);
        Store.Execute("DELETE FROM journal WHERE sequence_number = 8");

        (await FindingsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Gap);
    }

    [Fact]
    public async Task Finds_last_rows_that_are_gone_by_the_tag_of_one_of_them()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        Store.Execute(
            $"DELETE FROM journal WHERE persistence_id = '{Rows.A}' AND sequence_number > 16"
        );

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.PersistenceId, finding.SequenceNr, finding.Kind).ShouldBe(
            (Rows.A, 17, FindingKind.Lost)
        );
        finding.Reason.ShouldContain("19");
    }

    [Fact]
    public async Task Finds_a_conversation_of_which_only_tags_are_left()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        Store.Execute($"DELETE FROM journal WHERE persistence_id = '{Rows.B}'");

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.PersistenceId, finding.Kind).ShouldBe((Rows.B, FindingKind.Lost));
        (await FindingsAsync(alone: Rows.B)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Finds_a_tag_that_an_erasure_should_have_taken()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A)]);
        await EraseAsync(Rows.A);
        Tag(ordering: 2, 2, Rows.A);

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.SequenceNr, finding.Kind).ShouldBe((2, FindingKind.Tags));
    }

    [Fact]
    public async Task Takes_no_lawful_change_for_a_loss()
    {
        await Store.WriteAsync([
            .. Written.Conversation(Rows.A),
            .. Written.Conversation(Rows.B),
            .. Written.Conversation(Rows.C)[..^1],
        ]);
        await RefusedAsync();
        (await FindingsAsync()).ShouldBeEmpty("after a transaction that was rolled back");
        await EraseAsync(Rows.B);
        (await FindingsAsync()).ShouldBeEmpty("after an erasure");
        await HarmAsync(Rows.A, 3, "missing");
        await HarmAsync(Rows.A, 9, "missing");
        await HarmAsync(Rows.C, 1, "missing");
        (await FindingsAsync()).ShouldAllBe(finding => finding.Kind == FindingKind.Gap);
        await HealAsync(Rows.A);
        await HealAsync(Rows.C);
        (await FindingsAsync()).ShouldBeEmpty("after a healing");
        await EraseAsync(Rows.A);
        (await FindingsAsync()).ShouldBeEmpty("after the erasure of what was healed");
        await using (var maintenance = await Store.Target.OpenForMaintenanceAsync())
            await maintenance.CompactAsync();
        (await FindingsAsync()).ShouldBeEmpty("after a compaction");
    }

    [Fact]
    public async Task Takes_what_earlier_versions_healed_at_the_end_for_no_loss()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A)]);
        var rows = Written.Conversation(Rows.A);
        await HarmAsync(Rows.A, 3, "missing");
        await HarmAsync(Rows.A, 4, "missing");
        await Store.WriteAsync(rows[2], rows[3]);

        (await FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_an_erased_conversation_that_was_imported_for_no_rows()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.C)]);
        await EraseAsync(Rows.A);
        using var other = new SqliteTestStore();
        using var export = new MemoryStream();
        await using (var database = await Store.Target.OpenAsync())
            await JournalExporter.ExportAsync(database, [Rows.A, Rows.C], export);
        export.Position = 0;
        await other.WriteAsync([.. Written.Conversation(Rows.B)]);
        await using (var maintenance = await other.Target.OpenForMaintenanceAsync())
        {
            var summary = await JournalImporter.ImportAsync(maintenance, export, static _ => { });
            summary.Imported.ShouldBe(2);
        }

        (await FindingsAsync(other)).ShouldBeEmpty();
        // And what is lost afterwards is not hidden by those that never were here.
        other.Execute(
            "DELETE FROM journal WHERE ordering = 19; DELETE FROM tags WHERE ordering_id = 19"
        );
        (await FindingsAsync(other)).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Lost);
    }

    public abstract void Dispose();

    protected void Delete(string where)
    {
        Store.Execute(
            $"DELETE FROM tags WHERE ordering_id IN (SELECT ordering FROM journal WHERE {where})"
        );
        Store.Execute($"DELETE FROM journal WHERE {where}");
    }

    protected async Task<IReadOnlyList<Finding>> FindingsAsync(
        TestStore? store = null,
        string? alone = null
    )
    {
        var findings = new List<Finding>();
        await using var database = await (store ?? Store).Target.OpenAsync();
        var summary = alone is null
            ? await JournalVerifier.VerifyAsync(database, findings.Add)
            : await JournalVerifier.VerifyAsync(database, alone, findings.Add);
        summary.Findings.ShouldBe(findings.Count);
        return findings;
    }

    protected async Task EraseAsync(string id)
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        (await JournalEraser.EraseAsync(maintenance, [id], Written.Noon)).ShouldBe(1);
    }

    protected async Task HealAsync(string id)
    {
        var quarantine = Path.Combine(Path.GetTempPath(), $"quarantine-{Guid.NewGuid():N}");
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        await JournalHealer.HealAsync(
            maintenance,
            [id],
            quarantine,
            Written.Noon,
            static (_, plan) => plan.Obstacle.ShouldBeNull()
        );
        File.Delete(quarantine);
    }

    private async Task HarmAsync(string id, long nr, string kind)
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        var row = await maintenance.Database.RowsAsync(id, nr, nr, withTags: true).ToListAsync();
        await using var transaction = await maintenance.BeginAsync();
        await Harm.DoAsync(transaction, row.Single(), kind, new Random(1));
        await transaction.CommitAsync();
    }

    /// <summary>Rows that were given places, and then were not kept.</summary>
    private async Task RefusedAsync()
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        await using (var transaction = await maintenance.BeginAsync())
            await transaction.AppendAsync([.. Written.Conversation("conversation-0")]);
        await using var another = await maintenance.BeginAsync();
        await another.AppendAsync([
            Written.Row(Rows.C, 19, new TurnAborted(new(3), "user", Written.Noon)),
        ]);
        await another.CommitAsync();
    }

    private void Tag(long ordering, long nr, string id) =>
        Store.Execute(
            "INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) "
                + $"VALUES ({ordering}, 'conversation', {nr}, '{id}')"
        );
}

public sealed class Verifying_what_is_gone_from_an_sqlite_journal : Verifying_what_is_gone
{
    protected override TestStore Store { get; } = new SqliteTestStore();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Finds_last_rows_that_left_nothing_but_their_places(int rows)
    {
        await Store.WriteAsync([
            .. Written.Conversation(Rows.A),
            .. Written.Conversation(Rows.B),
            .. Written.Conversation(Rows.C),
        ]);
        Delete($"persistence_id = '{Rows.B}' AND sequence_number > {19 - rows}");

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.PersistenceId, finding.SequenceNr, finding.Kind).ShouldBe(
            (Rows.B, 20 - rows, FindingKind.Lost)
        );
    }

    [Fact]
    public async Task Tells_them_from_gaps_and_from_the_rows_of_others_in_between()
    {
        var conversations = Enumerable
            .Range(0, 20)
            .Select(i => Written.Conversation($"conversation-{i:d26}"))
            .ToArray();
        await Store.WriteAsync([
            .. Enumerable.Range(0, 19).SelectMany(nr => conversations.Select(rows => rows[nr])),
        ]);
        Delete("persistence_id LIKE '%05' AND sequence_number > 17");
        Delete("persistence_id LIKE '%11' AND sequence_number > 18");
        Delete("persistence_id LIKE '%07' AND sequence_number IN (4, 5, 9)");

        (await FindingsAsync())
            .Select(finding => (finding.PersistenceId[^2..], finding.SequenceNr, finding.Kind))
            .Order()
            .ShouldBe([
                ("05", 18, FindingKind.Lost),
                ("07", 4, FindingKind.Gap),
                ("07", 9, FindingKind.Gap),
                ("11", 19, FindingKind.Lost),
            ]);
    }

    [Fact]
    public async Task Says_only_how_many_where_others_were_erased()
    {
        await Store.WriteAsync([
            .. Written.Conversation(Rows.A),
            .. Written.Conversation(Rows.B),
            .. Written.Conversation(Rows.C),
        ]);
        await EraseAsync(Rows.B);
        Delete($"persistence_id = '{Rows.C}' AND sequence_number > 15");

        var finding = (await FindingsAsync()).ShouldHaveSingleItem();

        (finding.PersistenceId, finding.SequenceNr, finding.Kind).ShouldBe(
            ("", 0, FindingKind.Lost)
        );
        finding.Reason.ShouldStartWith("4 rows are gone");
    }

    [Fact]
    public async Task Is_silent_about_what_was_accepted_and_tells_what_is_lost_after_that()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        Delete($"persistence_id = '{Rows.B}' AND sequence_number > 15");
        await HealAsync(Rows.B);
        await using (var maintenance = await Store.Target.OpenForMaintenanceAsync())
        {
            var lost = await JournalHealer.UnexplainedLossAsync(maintenance.Database);
            lost.ShouldBe(4);
            await JournalHealer.AcceptLossAsync(maintenance, lost);
            (await JournalHealer.UnexplainedLossAsync(maintenance.Database)).ShouldBe(0);
        }

        (await FindingsAsync()).ShouldBeEmpty();
        Delete($"persistence_id = '{Rows.A}' AND sequence_number > 17");
        (await FindingsAsync()).ShouldHaveSingleItem().Reason.ShouldStartWith("2 rows are gone");
    }

    public override void Dispose() => Store.Dispose();
}

public sealed class Verifying_what_is_gone_from_a_postgres_journal : Verifying_what_is_gone
{
    protected override TestStore Store { get; } = new PostgresTestStore();

    /// <summary>Documented: nothing in such a database tells of them.</summary>
    [Fact]
    public async Task Cannot_know_of_last_rows_that_left_nothing()
    {
        await Store.WriteAsync([.. Written.Conversation(Rows.A), .. Written.Conversation(Rows.B)]);
        Delete($"persistence_id = '{Rows.A}' AND sequence_number > 13");

        (await FindingsAsync()).ShouldBeEmpty();
    }

    public override void Dispose() => Store.Dispose();
}
