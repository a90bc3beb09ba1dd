using ActorStream.Conversations.Events;
using ActorStream.Operations.Checks;
using ActorStream.Operations.Rewriting;
using ActorStream.Operations.Tests.Fixtures;

namespace ActorStream.Operations.Tests.Rewriting;

/// <summary>
/// ANALYZE keeps common values of a column, as they are, in <c>pg_statistic</c>: short chunks as well. An
/// erasure does not reach them there, so none are taken.
/// </summary>
public sealed class Samples_in_the_statistics : IDisposable
{
    private const string Canary = "canary-in-the-statistics";

    private static readonly RewriteLimits Limits = new(
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(1),
        null
    );

    private readonly PostgresTestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Are_taken_unless_the_columns_are_told_to_keep_none()
    {
        await FillAsync();
        SampleAsEveryColumnIs();

        _store.Execute("ANALYZE");

        Sampled().ShouldBe(1);
        await EmptyAsync();
        SearchedFiles
            .OfDatabase(_store.ConnectionString, Canary)
            .ShouldNotBeEmpty("pg_statistic has them still");
        // Nothing else takes them out of there but this.
        await RewriteAsync();
        Sampled().ShouldBe(0);
        SearchedFiles.OfDatabase(_store.ConnectionString, Canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Are_not_taken_of_tables_that_we_made()
    {
        await FillAsync();

        _store.Execute("ANALYZE");

        Sampled().ShouldBe(0);
        await EmptyAsync();
        await RewriteAsync();
        SearchedFiles.OfDatabase(_store.ConnectionString, Canary).ShouldBeEmpty();
    }

    [Fact]
    public async Task Are_not_taken_of_tables_that_the_plug_in_made_once_the_server_has_seen_them()
    {
        await FillAsync();
        SampleAsEveryColumnIs();

        await _store.Target.OpenRewrite(TimeProvider.System)!.PrepareAsync();
        _store.Execute("ANALYZE");

        Sampled().ShouldBe(0);
        // The planner loses nothing that it needs.
        _store
            .Query(
                "SELECT count(*) FROM pg_stats WHERE tablename = 'journal' AND attname = 'persistence_id'"
            )
            .ShouldBe(1L);
    }

    [Fact]
    public async Task That_a_view_keeps_are_told_of_and_are_in_no_ones_way()
    {
        await FillAsync();
        SampleAsEveryColumnIs();
        _store.Execute("ANALYZE; CREATE VIEW texts AS SELECT message FROM journal");

        await RewriteAsync();
        var checks = await Doctor.ExamineAsync(_store.Target);

        var check = checks.Single(check => check.Name == "statistics");
        check.Status.ShouldBe(CheckStatus.Warning);
        check.Detail.ShouldContain("journal.message");
        checks.Single(check => check.Name == "erased-text").Status.ShouldBe(CheckStatus.Ok);
    }

    private Task FillAsync() =>
        Written.WriteAsync(
            _store,
            [
                .. Enumerable
                    .Range(2, 200)
                    .Select(nr =>
                        Written.Row(
                            Rows.A,
                            nr,
                            new ChunkAppended(new(1), ChunkKind.Text, Canary, Written.Noon)
                        )
                    ),
            ]
        );

    /// <summary>As the plug-in makes the tables.</summary>
    private void SampleAsEveryColumnIs() =>
        _store.Execute(
            """
            ALTER TABLE journal ALTER COLUMN message SET STATISTICS -1;
            ALTER TABLE snapshot ALTER COLUMN snapshot SET STATISTICS -1
            """
        );

    /// <summary>The rows go, and their bytes out of the table: what is left is elsewhere.</summary>
    private async Task EmptyAsync()
    {
        await using var maintenance = await _store.Target.OpenForMaintenanceAsync();
        await using (var transaction = await maintenance.BeginAsync())
        {
            await transaction.DeleteConversationAsync(Rows.A);
            await transaction.CommitAsync();
        }

        _store.Execute("VACUUM (FULL) journal");
    }

    private object? Sampled() =>
        _store.Query(
            "SELECT count(*)::integer FROM pg_stats WHERE tablename = 'journal' AND attname = 'message'"
        );

    private async Task RewriteAsync()
    {
        var result = await _store.Target.OpenRewrite(TimeProvider.System)!.RunAsync(Limits);
        result.Outcome.ShouldBe(RewriteOutcome.Done, result.Problem);
    }
}
