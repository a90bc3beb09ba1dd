using System.Diagnostics;
using ActorStream.Operations.Tests.Fixtures;
namespace ActorStream.Operations.Tests.Rewriting;
public sealed class Tmp_trace
{
    [Fact]
    public async Task Trace()
    {
        using var store = new PostgresTestStore();
        var journal = new CopiedJournal(store);
        await journal.FillAsync();
        journal.Erase();
        var w = Stopwatch.StartNew();
        var lines = new List<string>();
        var r = await journal.RewriteAsync(sql => { lines.Add($"{w.ElapsedMilliseconds} {sql.Replace("\n"," ")[..Math.Min(sql.Length,100)]}"); return Task.CompletedTask; });
        lines.Add($"{w.ElapsedMilliseconds} end {r}");
        File.WriteAllLines("/tmp/pgx/trace", lines);
    }
}
