using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Tests.Fixtures;
using ActorStream.Operations.Verifying;

namespace ActorStream.Operations.Tests.Healing;

/// <summary>
/// What is damaged is replaced by what must have stood there, everything else stays to the byte (I10, I15).
/// </summary>
public abstract class Healing_a_journal : IDisposable
{
    private readonly string _folder = Directory
        .CreateTempSubdirectory("actorstream-healing-")
        .FullName;

    protected abstract TestStore Store { get; }

    private string QuarantinePath => Path.Combine(_folder, "quarantine.jsonl");

    [Fact]
    public async Task Leaves_a_whole_one_alone()
    {
        var rows = Written.Conversation();
        await Written.WriteAsync(Store, rows, Written.Snapshot(rows, 13));
        var before = await RowsAsync();

        (await HealAsync()).ShouldBe(new(1, 0, 0, 0));

        Same(await RowsAsync(), before).ShouldBeTrue();
        File.Exists(QuarantinePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_any_damage_verifies_clean_and_keeps_every_readable_event()
    {
        const int Seed = 815;
        var random = new Random(Seed);
        for (var round = 0; round < 60; round++)
        {
            var id = $"conversation-{round:d26}";
            var rows = Written.Conversation(id, turns: 1 + random.Next(4), chunks: random.Next(5));
            await Written.WriteAsync(Store, rows, Written.Snapshot(rows, rows.Count));
            var harmed = await HarmAsync(id, rows.Count, 1 + random.Next(4), random);

            var summary = await HealAsync(id);

            var because = $"seed {Seed}, round {round}: {string.Join(", ", harmed)}";
            summary.Obstacles.ShouldBe(0, because);
            summary.Healed.ShouldBe(1, because);
            (await FindingsAsync()).ShouldBeEmpty(because);
            var after = (await RowsAsync(id)).ToDictionary(row => row.SequenceNr);
            foreach (var row in rows.Where(row => !harmed.ContainsKey(row.SequenceNr)))
                after[row.SequenceNr].Payload.ShouldBe(row.Payload, because);
            (await HealAsync(id)).Steps.ShouldBe(0, because);
        }
    }

    [Theory]
    [InlineData(1, "conversation-started.v2")]
    [InlineData(2, "turn-started.v2")]
    [InlineData(3, "chunk.v2")]
    [InlineData(7, "turn-interrupted.v2")]
    public async Task Puts_in_place_what_must_have_stood_there(long sequenceNr, string manifest)
    {
        await Written.WriteAsync(Store, Written.Conversation());
        await HarmAsync(Rows.A, sequenceNr, "flip");

        await HealAsync();

        var row = (await RowsAsync()).Single(row => row.SequenceNr == sequenceNr);
        row.Manifest.ShouldBe(manifest);
        row.WriterUuid.ShouldBe(Written.Writer);
        row.TryDecode(out var read, out _).ShouldBeTrue();
        switch (read)
        {
            case ConversationStarted started:
                started.Incarnation.ShouldNotBe("0123abcd");
                break;
            case TurnStarted started:
                (started.TurnId, started.Prompt, started.Provider).ShouldBe(
                    (new(1), "", "unknown")
                );
                break;
            case ChunkAppended chunk:
                (chunk.TurnId, chunk.Kind, chunk.Text).ShouldBe((new(1), ChunkKind.Lost, ""));
                break;
            case TurnInterrupted end:
                (end.TurnId, end.Reason).ShouldBe((new(1), "damaged"));
                break;
        }
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("manifest of version 1")]
    [InlineData("identifier")]
    [InlineData("marked")]
    [InlineData("untagged")]
    [InlineData("writer flipped")]
    [InlineData("writer cut")]
    [InlineData("writer of nobody")]
    public async Task Loses_nothing_where_the_payload_is_whole(string kind)
    {
        var rows = Written.Conversation();
        await Written.WriteAsync(Store, rows);
        var before = await RowsAsync();
        await HarmAsync(Rows.A, 4, kind);

        await HealAsync();

        Same(await RowsAsync(), before).ShouldBeTrue();
    }

    [Fact]
    public async Task Ends_a_turn_that_was_left_open()
    {
        await Written.WriteAsync(Store, Written.Conversation()[..^1]);

        await HealAsync();

        var last = (await RowsAsync())[^1];
        last.TryDecode(out var read, out _).ShouldBeTrue();
        read.ShouldBe(new TurnInterrupted(new(3), "restart", Written.Noon));
    }

    [Fact]
    public async Task Drops_a_snapshot_that_is_damaged_and_no_other()
    {
        var rows = Written.Conversation();
        var bad = Written.Snapshot(rows, 13);
        bad.Payload[9] ^= 2;
        await Written.WriteAsync(Store, rows, Written.Snapshot(rows, 7), bad);

        await HealAsync();

        await using var database = await Store.Target.OpenAsync();
        (await database.SnapshotsAsync(null).ToListAsync())
            .ShouldHaveSingleItem()
            .SequenceNr.ShouldBe(7);
        (await FindingsAsync()).ShouldBeEmpty();
    }

    /// <summary>I19: nor is it kept anywhere else.</summary>
    [Fact]
    public async Task Drops_the_snapshots_of_an_erased_conversation_and_keeps_no_copy()
    {
        var rows = Written.Conversation();
        await Written.WriteAsync(
            Store,
            [Written.Erased(Rows.A, 20)],
            Written.Snapshot(rows, 7),
            Written.Snapshot(rows, 13)
        );

        (await HealAsync()).Steps.ShouldBe(2);

        (await FindingsAsync()).ShouldBeEmpty();
        File.Exists(QuarantinePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_the_damaged_rows_in_a_file_for_its_owner_only()
    {
        await Written.WriteAsync(Store, Written.Conversation());
        await HarmAsync(Rows.A, 3, "flip");
        var damaged = (await RowsAsync()).Single(row => row.SequenceNr == 3);

        await HealAsync();

        var line = await File.ReadAllBytesAsync(QuarantinePath);
        var kept = ActorStream.Operations.Exporting.ExportLines.Read(line.AsSpan(..^1));
        kept.ShouldNotBeNull().Payload.ShouldBe(damaged.Payload);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(QuarantinePath)
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Changes_nothing_in_a_dry_run()
    {
        await Written.WriteAsync(Store, Written.Conversation());
        await HarmAsync(Rows.A, 3, "flip");
        var before = await RowsAsync();

        (await HealAsync(apply: false)).Steps.ShouldBe(1);

        Same(await RowsAsync(), before).ShouldBeTrue();
        File.Exists(QuarantinePath).ShouldBeFalse();
    }

    [Fact]
    public async Task Fills_up_to_the_last_number_that_a_tag_speaks_of()
    {
        await Written.WriteAsync(Store, Written.Conversation());
        Store.Execute("DELETE FROM journal WHERE sequence_number > 15");

        await HealAsync();

        var rows = await RowsAsync();
        rows.Select(row => row.SequenceNr).ShouldBe(Enumerable.Range(1, 20).Select(nr => (long)nr));
        rows[^1].Manifest.ShouldBe("turn-interrupted.v2");
        rows.ShouldAllBe(row => row.WriterUuid == Written.Writer);
        (await FindingsAsync()).ShouldBeEmpty();
        (await HealAsync()).Steps.ShouldBe(0);
    }

    [Fact]
    public async Task Fills_up_to_the_last_number_that_a_snapshot_of_it_speaks_of()
    {
        var rows = Written.Conversation();
        await Written.WriteAsync(Store, rows, Written.Snapshot(rows, 19));
        await using (var maintenance = await Store.Target.OpenForMaintenanceAsync())
        {
            await using var transaction = await maintenance.BeginAsync();
            await transaction.DeleteRowsAsync(Rows.A, 18, 19);
            await transaction.CommitAsync();
        }

        await HealAsync();

        (await RowsAsync()).Count.ShouldBe(20);
        (await FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Drops_a_snapshot_of_another_conversation_and_fills_nothing()
    {
        var rows = Written.Conversation();
        var others = Written.Snapshot(
            Written.Conversation(Rows.A, turns: 5, incarnation: "ffff0000"),
            31
        );
        await Written.WriteAsync(Store, rows, others);

        await HealAsync();

        (await RowsAsync()).Count.ShouldBe(19);
        (await FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Drops_tags_that_belong_to_no_row_and_puts_right_those_that_name_it_wrongly()
    {
        await Written.WriteAsync(Store, Written.Conversation());
        var before = await RowsAsync();
        Store.Execute(
            $"""
            INSERT INTO tags (ordering_id, tag, sequence_nr, persistence_id) VALUES
              (700, 'conversation', 2, '{Rows.A}'), (701, 'other', 4, '{Rows.A}'),
              (702, 'conversation', 9, '{Rows.B}');
            UPDATE tags SET sequence_nr = 900 WHERE ordering_id = 7;
            UPDATE tags SET persistence_id = '{Rows.C}' WHERE ordering_id = 8
            """
        );

        await HealAsync();
        await HealAsync(Rows.B);

        Same(await RowsAsync(), before).ShouldBeTrue();
        (await FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_up_where_readable_events_contradict_each_other()
    {
        var rows = Written.Conversation();
        rows.Add(Written.Row(Rows.A, 20, new TurnAborted(new(1), "user", Written.Noon)));
        await Written.WriteAsync(Store, rows);
        var before = await RowsAsync();

        (await HealAsync()).ShouldBe(new(1, 0, 0, 1));

        Same(await RowsAsync(), before).ShouldBeTrue();
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<Dictionary<long, string>> HarmAsync(
        string id,
        int rows,
        int count,
        Random random
    )
    {
        // The loss of the last row cannot be known.
        var places = Enumerable.Range(1, rows - 1).ToArray();
        random.Shuffle(places);
        var harmed = new Dictionary<long, string>();
        foreach (var sequenceNr in places.Take(count))
        {
            // Not "marked" and the like: those lose nothing, and are looked at by themselves.
            var kind = Harm.Kinds[random.Next(3)];
            kind = random.Next(4) == 0 ? "missing" : kind;
            await HarmAsync(id, sequenceNr, kind, random);
            harmed[sequenceNr] = kind;
        }

        return harmed;
    }

    private async Task HarmAsync(string id, long sequenceNr, string kind, Random? random = null)
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        var row = await maintenance
            .Database.RowsAsync(id, sequenceNr, sequenceNr, withTags: true)
            .ToListAsync();
        await using var transaction = await maintenance.BeginAsync();
        await Harm.DoAsync(transaction, row.Single(), kind, random ?? new Random(1));
        await transaction.CommitAsync();
    }

    private async Task<HealingSummary> HealAsync(string id = Rows.A, bool apply = true)
    {
        await using var maintenance = await Store.Target.OpenForMaintenanceAsync();
        return apply
            ? await JournalHealer.HealAsync(
                maintenance,
                [id],
                QuarantinePath,
                Written.Noon,
                static (_, _) => { }
            )
            : await JournalHealer.PlanAsync(
                maintenance.Database,
                [id],
                Written.Noon,
                static (_, _) => { }
            );
    }

    private async Task<List<Finding>> FindingsAsync()
    {
        var findings = new List<Finding>();
        await using var database = await Store.Target.OpenAsync();
        await JournalVerifier.VerifyAsync(database, findings.Add);
        return findings;
    }

    private async Task<List<JournalRow>> RowsAsync(string id = Rows.A)
    {
        await using var database = await Store.Target.OpenAsync();
        return await database.RowsAsync(id, withTags: true).ToListAsync();
    }

    private static bool Same(List<JournalRow> a, List<JournalRow> b) =>
        a.Count == b.Count && a.Zip(b, Same).All(same => same);

    private static bool Same(JournalRow a, JournalRow b) =>
        a with { Payload = [], Tags = [] } is var first
        && b with { Payload = first.Payload, Tags = first.Tags } == first
        && a.Payload.SequenceEqual(b.Payload)
        && a.Tags.SequenceEqual(b.Tags);
}

public sealed class Healing_an_sqlite_journal : Healing_a_journal
{
    protected override TestStore Store { get; } = new SqliteTestStore();
}

public sealed class Healing_a_postgres_journal : Healing_a_journal
{
    protected override TestStore Store { get; } = new PostgresTestStore();
}
