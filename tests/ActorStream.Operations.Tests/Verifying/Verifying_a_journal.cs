using ActorStream.Conversations.Events;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Erasing;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Tests.Verifying;

/// <summary>Every damage is found, in its place, and nothing else is (I15).</summary>
public abstract class Verifying_a_journal : IDisposable
{
    protected abstract TestStore Store { get; }

    [Fact]
    public async Task Finds_nothing_in_a_whole_one()
    {
        var first = Written.Conversation(Rows.A);
        var open = Written.Conversation(Rows.B, turns: 2)[..^1];
        var erased = Written.Row(Rows.C, 9, new ConversationDeleted(Written.Noon)) with
        {
            IsDeleted = true,
        };
        await Written.WriteAsync(
            Store,
            [.. first, .. open, erased],
            Written.Snapshot(first, 7),
            Written.Snapshot(first, 19)
        );

        var (findings, summary) = await VerifyAsync();

        findings.ShouldBeEmpty();
        summary.ShouldBe(new(19 + 12 + 1, 3, 2, 1, 0));
    }

    [Fact]
    public async Task Finds_nothing_in_one_of_version_1()
    {
        await Store.WriteAsync(Rows.Conversation(Rows.A));

        (await VerifyAsync()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Finds_each_kind_of_damage_in_its_place()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        var ids = Harm.Kinds.SelectMany(kind =>
            Enumerable.Range(1, 18).Select(nr => (Kind: kind, Nr: (long)nr))
        );
        var planted = ids.Select((at, i) => (Id: $"conversation-{i:d26}", at.Kind, at.Nr)).ToList();
        await Store.WriteAsync([.. planted.SelectMany(one => Written.Conversation(one.Id))]);
        await using (var maintenance = await Store.Target.OpenForMaintenanceAsync())
        {
            await using var transaction = await maintenance.BeginAsync();
            foreach (var (id, kind, nr) in planted)
            {
                var rows = await maintenance
                    .Database.RowsAsync(id, nr, nr, withTags: true)
                    .ToListAsync();
                await Harm.DoAsync(transaction, rows.Single(), kind, random);
            }

            await transaction.CommitAsync();
        }

        var (findings, _) = await VerifyAsync();

        findings
            .Select(finding => (finding.PersistenceId, finding.SequenceNr))
            .Order()
            .ShouldBe(planted.Select(one => (one.Id, one.Nr)).Order(), $"seed {Seed}");
        foreach (var finding in findings)
        {
            var kind = planted.Single(one => one.Id == finding.PersistenceId).Kind;
            KindsOf(kind).ShouldContain(finding.Kind, kind);
        }

        var one = planted[40];
        var alone = new List<Finding>();
        await using var database = await Store.Target.OpenAsync();
        await JournalVerifier.VerifyAsync(database, one.Id, alone.Add);
        alone.ShouldHaveSingleItem().SequenceNr.ShouldBe(one.Nr);
    }

    [Fact]
    public async Task Finds_events_that_cannot_follow_each_other()
    {
        var rows = Written.Conversation(Rows.A);
        var strange = new List<JournalRow>
        {
            Written.Row(Rows.A, 20, new ChunkAppended(new(3), ChunkKind.Text, "x", Written.Noon)),
            Written.Row(Rows.A, 21, new ConversationStarted("11111111", null, Written.Noon)),
            Written.Row(Rows.A, 22, new TurnAborted(new(1), "user", Written.Noon)),
        };
        await Store.WriteAsync([.. rows, .. strange]);

        var (findings, _) = await VerifyAsync();

        findings.ShouldAllBe(finding => finding.Kind == FindingKind.Misplaced);
        findings.Select(finding => finding.SequenceNr).ShouldBe([20, 21, 22]);
    }

    [Fact]
    public async Task Finds_snapshots_that_are_damaged_or_say_something_else()
    {
        var a = Written.Conversation(Rows.A);
        var b = Written.Conversation(Rows.B, text: "other");
        var flipped = Written.Snapshot(a, 7);
        flipped.Payload[30] ^= 1;
        await Written.WriteAsync(
            Store,
            [.. a, .. b],
            flipped,
            Written.Snapshot(a, 13) with
            {
                SerializerId = 1,
            },
            Written.Snapshot(a, 19) with
            {
                SequenceNr = 18,
            },
            Written.Snapshot(a, 19) with
            {
                PersistenceId = Rows.B,
            },
            Written.Snapshot(a, 19) with
            {
                PersistenceId = Rows.C,
            }
        );

        var (findings, summary) = await VerifyAsync();

        findings.ShouldAllBe(finding => finding.Kind == FindingKind.Snapshot);
        findings
            .Select(finding => (finding.PersistenceId, finding.SequenceNr))
            .Order()
            .ShouldBe([(Rows.A, 7), (Rows.A, 13), (Rows.A, 18), (Rows.B, 19), (Rows.C, 19)]);
        summary.Findings.ShouldBe(5);
    }

    /// <summary>I19: it holds the text that was to go.</summary>
    [Fact]
    public async Task Finds_the_snapshots_of_an_erased_conversation()
    {
        var rows = Written.Conversation(Rows.A);
        var unreadable = Written.Snapshot(rows, 13);
        unreadable.Payload[30] ^= 1;
        await Written.WriteAsync(
            Store,
            [Written.Erased(Rows.A, 20), .. Written.Conversation(Rows.B)],
            Written.Snapshot(rows, 7),
            unreadable
        );

        var (findings, _) = await VerifyAsync();

        findings
            .Select(finding => (finding.PersistenceId, finding.SequenceNr, finding.Kind))
            .ShouldBe(
                [(Rows.A, 7, FindingKind.Snapshot), (Rows.A, 13, FindingKind.Snapshot)],
                ignoreOrder: true
            );
        await using var database = await Store.Target.OpenAsync();
        (await database.LeftSnapshotsAsync(10)).ShouldBe([Rows.A]);
        (await Doctor.ExamineAsync(Store.Target))
            .Single(check => check.Name == "erased-snapshots")
            .Status.ShouldBe(CheckStatus.Failed);
    }

    [Fact]
    public async Task Does_not_take_an_erasure_meanwhile_for_one_that_left_a_snapshot()
    {
        var rows = Written.Conversation(Rows.A);
        await Written.WriteAsync(Store, rows, Written.Snapshot(rows, 7));
        var findings = new List<Finding>();
        await using var database = await Store.Target.OpenAsync();
        var read = await database.SnapshotsAsync(Rows.A).ToListAsync();
        await using (var maintenance = await Store.Target.OpenForMaintenanceAsync())
            await JournalEraser.EraseAsync(maintenance, [Rows.A], Written.Noon);

        var walk = new JournalWalk(
            new() { [Rows.A] = [.. read.Select(SnapshotSum.Of)] },
            await StrayTags.OfAsync(database, null, default),
            null,
            findings.Add
        );
        await foreach (var row in database.RowsAsync(Rows.A, withTags: true))
            walk.Add([CheckedRow.Of(row)]);
        await walk.EndAsync(database);

        findings.ShouldBeEmpty();
        (await database.LeftSnapshotsAsync(10)).ShouldBeEmpty();
    }

    public abstract void Dispose();

    private async Task<(List<Finding> Findings, VerificationSummary Summary)> VerifyAsync()
    {
        var findings = new List<Finding>();
        await using var database = await Store.Target.OpenAsync();
        var summary = await JournalVerifier.VerifyAsync(database, findings.Add);
        summary.Findings.ShouldBe(findings.Count);
        return (findings, summary);
    }

    private static FindingKind[] KindsOf(string harm) =>
        harm switch
        {
            "manifest" or "manifest of version 1" => [FindingKind.Manifest],
            "identifier" => [FindingKind.Identifier],
            "missing" => [FindingKind.Gap],
            "marked" => [FindingKind.Deletion],
            "untagged" => [FindingKind.Tags],
            "writer flipped" or "writer cut" or "writer of nobody" => [FindingKind.Writer],
            _ => [FindingKind.Checksum],
        };
}

public sealed class Verifying_an_sqlite_journal : Verifying_a_journal
{
    protected override TestStore Store { get; } = new SqliteTestStore();

    public override void Dispose() => Store.Dispose();
}

public sealed class Verifying_a_postgres_journal : Verifying_a_journal
{
    protected override TestStore Store { get; } = new PostgresTestStore();

    public override void Dispose() => Store.Dispose();
}
