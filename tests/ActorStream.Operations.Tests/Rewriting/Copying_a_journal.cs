using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;

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
        var journal = new CopiedJournal(_store);
        await journal.FillAsync();
        journal.Found().ShouldNotBeEmpty("it has to be there at first");
        journal.Erase();
        var (content, files) = (journal.Content(), journal.Files());

        var result = await journal.RewriteAsync();

        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
        result.NotCopied.ShouldBeNull();
        journal.Found().ShouldBeEmpty();
        journal.Content().ShouldBe(content);
        journal.Files().Split(',').Intersect(files.Split(',')).ShouldBeEmpty();
        journal.LeftOver().ShouldBe(0);
        (await journal.Rewrite().LookAsync()).IsDue.ShouldBeFalse();
        await journal.ShouldBeWholeAsync();
    }
}
