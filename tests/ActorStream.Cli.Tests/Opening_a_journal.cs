using System.Security.Cryptography;
using ActorStream.Operations.Conversations;
using ActorStream.Operations.Databases;

namespace ActorStream.Cli.Tests;

public sealed class Opening_a_journal : IDisposable
{
    private readonly JournalFixture _journal = new();

    [Fact]
    public async Task A_missing_file_is_an_error_with_exit_code_2_and_is_not_made()
    {
        var path = Path.Combine(_journal.Folder, "absent.db");

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", path);

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.Trim().ShouldBe($"There is no journal at {path}.");
        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_error_with_exit_code_1()
    {
        var path = Path.Combine(_journal.Folder, "notes.txt");
        await File.WriteAllTextAsync(path, new string('x', 5000));

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", path);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("is no database");
    }

    [Fact]
    public async Task A_table_of_another_kind_is_an_error_with_exit_code_1()
    {
        _journal.Execute("ALTER TABLE journal DROP COLUMN manifest");

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", _journal.Path);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("lacks the columns manifest");
    }

    [Fact]
    public async Task A_database_without_a_journal_is_an_error_with_exit_code_1()
    {
        _journal.Execute("DROP TABLE journal");

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", _journal.Path);

        outcome.ExitCode.ShouldBe(1);
        outcome.Error.ShouldContain("without a table 'journal'");
    }

    [Fact]
    public async Task What_is_written_meanwhile_is_seen_and_the_writer_is_not_held_up()
    {
        _journal.WithConversation();
        await using var reader = await JournalTarget.Sqlite(_journal.Path).OpenAsync();
        (await reader.LastOrderingAsync()).ShouldBe(10);

        await using (
            var rows = reader.RowsAsync(PersistenceIds.Of(JournalFixture.Id)).GetAsyncEnumerator()
        )
        {
            (await rows.MoveNextAsync()).ShouldBeTrue();
            _journal.Add(
                JournalFixture.Id,
                "turn-interrupted.v1",
                """{"turnId":"t3","reason":"restart","at":"2026-01-31T12:00:00.000000Z"}"""
            );
        }

        (await reader.LastOrderingAsync()).ShouldBe(11);
    }

    [Fact]
    public async Task The_files_are_left_as_they_were()
    {
        _journal.WithConversation();
        var before = Hashes();

        await using (var reader = await JournalTarget.Sqlite(_journal.Path).OpenAsync())
        {
            (await reader.ListAsync(new ConversationFilter()).CountAsync()).ShouldBe(1);
            (await reader.ScanAsync().CountAsync()).ShouldBe(1);
        }

        Hashes().ShouldBe(before);
    }

    [Fact]
    public async Task A_closed_journal_can_be_read_too()
    {
        _journal.WithConversation();
        _journal.CloseWriter();

        var outcome = await CommandLine.RunAsync("journal", "ls", "--db", _journal.Path);

        outcome.Lines.Length.ShouldBe(1, outcome.Error);
    }

    public void Dispose() => _journal.Dispose();

    /// <summary>The database and its log; the shared-memory index is nobody's data.</summary>
    private string[] Hashes() =>
        [
            .. System
                .IO.Directory.GetFiles(_journal.Folder)
                .Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file =>
                {
                    using var stream = new FileStream(
                        file,
                        FileMode.Open,
                        FileAccess.Read,
                        FileShare.ReadWrite
                    );
                    return $"{file} {Convert.ToHexString(SHA256.HashData(stream))}";
                }),
        ];
}
