using ActorStream.Operations.Databases;
using ActorStream.Operations.Tests.Fixtures;

namespace ActorStream.Operations.Tests.Databases;

/// <summary>What every store promises to those who only read.</summary>
public abstract class Reading_a_journal : IDisposable
{
    protected abstract TestStore Store { get; }

    [Fact]
    public async Task A_row_comes_back_as_it_was_written()
    {
        var written = Rows.Prompt(Rows.A, 1, "ä \\u0000 😀") with { IsDeleted = true };
        await Store.WriteAsync(written);
        await using var journal = await Store.Target.OpenAsync();

        var row = (await journal.RowsAsync(Rows.A, withTags: true).ToListAsync()).Single();

        row.Payload.ShouldBe(written.Payload);
        row.Tags.ShouldBe(written.Tags);
        (row with { Payload = written.Payload, Tags = written.Tags }).ShouldBe(
            written with
            {
                Ordering = 1,
            }
        );
    }

    [Fact]
    public async Task Rows_of_a_conversation_come_by_number_within_both_ends()
    {
        await Store.WriteAsync([
            .. Rows.Conversation(Rows.A),
            .. Rows.Conversation(Rows.B),
            Rows.Prompt(Rows.A, 5, "more", turn: 2),
        ]);
        await using var journal = await Store.Target.OpenAsync();

        var rows = await journal.RowsAsync(Rows.A, from: 2, to: 4).ToListAsync();

        rows.Select(row => row.SequenceNr).ShouldBe([2, 3, 4]);
        rows.ShouldAllBe(row => row.PersistenceId == Rows.A);
    }

    [Fact]
    public async Task More_rows_than_a_page_holds_are_all_read()
    {
        await Store.WriteAsync([.. Enumerable.Range(1, 2500).Select(nr => Rows.Chunk(Rows.A, nr))]);
        await using var journal = await Store.Target.OpenAsync();

        var rows = await journal.RowsAsync(Rows.A).ToListAsync();

        rows.Select(row => row.SequenceNr).ShouldBe(Enumerable.Range(1, 2500).Select(n => (long)n));
    }

    [Fact]
    public async Task Conversations_come_with_their_totals_the_latest_first()
    {
        var a = Rows.Conversation(Rows.A);
        await Store.WriteAsync([.. a, Rows.Chunk(Rows.B, 1) with { IsDeleted = true }]);
        await using var journal = await Store.Target.OpenAsync();

        var found = await journal.ConversationsAsync(limit: null).ToListAsync();

        found.Select(totals => totals.PersistenceId).ShouldBe([Rows.B, Rows.A]);
        found[0].Events.ShouldBe(0);
        found[1]
            .ShouldBe(
                new ConversationTotals(
                    Rows.A,
                    Turns: 1,
                    Events: 4,
                    PayloadBytes: a.Sum(row => (long)row.Payload.Length),
                    HighestSequenceNr: 4,
                    LastOrdering: 4,
                    "turn-completed.v1",
                    a[0].CreatedTicks,
                    a[3].CreatedTicks
                )
            );
        (await journal.ConversationsAsync(limit: 1).ToListAsync()).ShouldBe([found[0]]);
        (await journal.ConversationAsync(Rows.A)).ShouldBe(found[1]);
        (await journal.ConversationAsync(Rows.C)).ShouldBeNull();
    }

    [Fact]
    public async Task A_conversations_beginning_is_its_first_row_and_its_first_prompt()
    {
        await Store.WriteAsync([
            .. Rows.Conversation(Rows.A, "first"),
            Rows.Prompt(Rows.A, 5, "second", turn: 2),
            Rows.Started(Rows.B),
        ]);
        await using var journal = await Store.Target.OpenAsync();

        var found = await journal.BeginningsAsync([Rows.C, Rows.B, Rows.A]);

        found[0].ShouldBe(new ConversationBeginning(null, null));
        found[1].First!.PersistenceId.ShouldBe(Rows.B);
        found[1].FirstPrompt.ShouldBeNull();
        found[2].First!.SequenceNr.ShouldBe(1);
        found[2].FirstPrompt!.SequenceNr.ShouldBe(2);
    }

    [Theory]
    [InlineData("conversation-01", 10, new[] { Rows.A, Rows.B })]
    [InlineData("conversation-01", 1, new[] { Rows.A })]
    [InlineData(Rows.C, 10, new[] { Rows.C })]
    [InlineData("conversation-5", 10, new string[0])]
    [InlineData("conversation-%", 10, new string[0])]
    public async Task Ids_are_found_by_their_beginning(string beginning, int limit, string[] ids)
    {
        await Store.WriteAsync([
            .. Rows.Conversation(Rows.C),
            .. Rows.Conversation(Rows.B),
            .. Rows.Conversation(Rows.A),
        ]);
        await using var journal = await Store.Target.OpenAsync();

        (await journal.FindAsync(beginning, limit)).ShouldBe(ids);
    }

    [Fact]
    public async Task The_end_can_be_followed_page_by_page()
    {
        await Store.WriteAsync([.. Rows.Conversation(Rows.A), .. Rows.Conversation(Rows.B)]);
        await using var journal = await Store.Target.OpenAsync();

        (await journal.LastOrderingAsync()).ShouldBe(8);
        (await journal.SettledOrderingAsync()).ShouldBe(8);
        (await journal.OrderingBeforeLastAsync(3, null)).ShouldBe(5);
        (await journal.OrderingBeforeLastAsync(3, Rows.A)).ShouldBe(1);
        (await journal.RowsAfterAsync(5, null, 2)).Select(row => row.Ordering).ShouldBe([6, 7]);
        (await journal.RowsAfterAsync(2, Rows.A, 9)).Select(row => row.Ordering).ShouldBe([3, 4]);
        (await journal.RowsAfterAsync(8, null, 9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scan_keeps_each_conversation_together_and_in_order()
    {
        var ids = Enumerable.Range(0, 7).Select(i => $"{Rows.A[..^1]}{i}").ToArray();
        await Store.WriteAsync([
            .. Enumerable
                .Range(0, 7000)
                .Select(i => Rows.Chunk(ids[i % 7], i / 7 + 1) with { Tags = ["t"] }),
        ]);
        await using var journal = await Store.Target.OpenAsync();

        var rows = (await journal.ScanAsync(withTags: true).ToListAsync())
            .SelectMany(page => page)
            .ToList();

        (await journal.CountRowsAsync()).ShouldBe(7000);
        var expected = ids.SelectMany(id => Enumerable.Range(1, 1000).Select(nr => (id, (long)nr)));
        rows.Select(row => (row.PersistenceId, row.SequenceNr))
            .SequenceEqual(expected)
            .ShouldBeTrue();
        rows.Count(row => row.Tags is ["t"]).ShouldBe(7000);
        rows.Count(row => row.TryDecode(out _, out _)).ShouldBe(7000);
    }

    [Fact]
    public async Task A_scan_may_be_given_up_in_the_middle()
    {
        await Store.WriteAsync([
            .. Enumerable.Range(1, 30000).Select(nr => Rows.Chunk(Rows.A, nr)),
        ]);
        await using var journal = await Store.Target.OpenAsync();

        await foreach (var page in journal.ScanAsync())
        {
            page[0].SequenceNr.ShouldBe(1);
            break;
        }

        (await journal.CountRowsAsync()).ShouldBe(30000);
    }

    [Fact]
    public async Task Statistics_count_everything()
    {
        var rows = Rows.Conversation(Rows.A);
        await Store.WriteAsync([.. rows, Rows.Started(Rows.B)]);
        await using var journal = await Store.Target.OpenAsync();

        var found = await journal.StatisticsAsync();

        found.PersistenceIds.ShouldBe(2);
        found.Rows.ShouldBe(5);
        found.Tags.ShouldBe(4);
        found.Manifests[0].Manifest.ShouldBe("conversation-started.v1");
        found.Manifests[0].Rows.ShouldBe(2);
        found.PayloadBytes.ShouldBe(
            rows.Append(Rows.Started(Rows.B)).Sum(row => (long)row.Payload.Length)
        );
        found.DatabaseBytes.ShouldBeGreaterThan(0);
        found.FirstWritten.ShouldBe(rows[0].Created);
        found.LastWritten.ShouldBe(rows[3].Created);
    }

    [Fact]
    public async Task An_empty_journal_has_nothing()
    {
        await Store.WriteAsync();
        await using var journal = await Store.Target.OpenAsync();

        (await journal.LastOrderingAsync()).ShouldBe(0);
        (await journal.OrderingBeforeLastAsync(10, null)).ShouldBe(0);
        (await journal.ConversationsAsync(null).ToListAsync()).ShouldBeEmpty();
        (await journal.ScanAsync().ToListAsync()).ShouldBeEmpty();
        (await journal.StatisticsAsync()).FirstWritten.ShouldBeNull();
    }

    [Fact]
    public async Task A_database_without_a_journal_is_refused()
    {
        Store.Execute("CREATE TABLE other (id integer)");

        var problem = await Should.ThrowAsync<JournalProblem>(() => Store.Target.OpenAsync());

        problem.Message.ShouldContain("is a database without a table 'journal'");
    }

    [Fact]
    public async Task A_table_of_another_kind_is_refused_with_what_it_lacks()
    {
        Store.Execute("CREATE TABLE journal (ordering integer, created integer)");

        var reading = await Should.ThrowAsync<JournalProblem>(() => Store.Target.OpenAsync());
        var creating = await Should.ThrowAsync<JournalProblem>(() =>
            Store.Target.OpenForMaintenanceAsync(create: true)
        );

        reading.Message.ShouldContain("lacks the columns deleted, persistence_id");
        creating.Message.ShouldBe(reading.Message);
    }

    public virtual void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class Reading_a_journal_in_Sqlite : Reading_a_journal
{
    protected override TestStore Store { get; } = new SqliteTestStore();
}

public sealed class Reading_a_journal_in_Postgres : Reading_a_journal
{
    protected override TestStore Store { get; } = new PostgresTestStore();
}
