using Akka.Persistence.Sql.Tests.Fixtures;

namespace Akka.Persistence.Sql.Tests;

/// <summary>
/// Only this engine: PostgreSQL makes a plan from what the table was, and keeps it. Whatever that was, an
/// append looks into the unique index and walks along no other.
/// </summary>
public sealed class Statistics_that_mislead : IDisposable
{
    private const string Why = "Akka.Persistence.Sql does not promise it.";
    private static readonly TimeSpan Patience = RunningSystem.Patience;

    private readonly PostgresStore _store = new();

    public void Dispose() => _store.Dispose();

    [EngineFact(Why)]
    public Task Of_an_empty_table_make_no_append_walk_along_other_rows() =>
        AppendsLookOnlyIntoTheUniqueIndexAsync("TRUNCATE journal");

    [EngineFact(Why)]
    public Task Of_one_long_conversation_make_no_append_walk_along_its_rows() =>
        AppendsLookOnlyIntoTheUniqueIndexAsync(
            """
            TRUNCATE journal;
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message)
            SELECT 1, false, 'long', nr, 'x' FROM generate_series(1, 20000) AS nr
            """
        );

    private async Task AppendsLookOnlyIntoTheUniqueIndexAsync(string before)
    {
        await using (var first = RunningSystem.On(_store))
            await first.StoreAsync(first.Recorder("first"), "a");
        _store.Execute(before);
        _store.Execute("VACUUM (ANALYZE) journal");
        WaitUntilAllHaveLeft();
        var (unique, numbers) = Scans();

        await using (var running = RunningSystem.On(_store))
        {
            var recorders = Enumerable.Range(0, 20).Select(i => running.Recorder($"a{i}")).ToList();
            for (var round = 0; round < 10; round++)
            {
                await Task.WhenAll(recorders.Select(recorder => running.StoreAsync(recorder, "b")));
                await running.StoreAsync(recorders[round], "alone");
            }
        }

        WaitUntilAllHaveLeft();
        var after = Scans();
        after.Unique.ShouldBeGreaterThan(unique);
        after.Numbers.ShouldBe(numbers);
    }

    private (long Unique, long Numbers) Scans() =>
        (Scans("journal_uq"), Scans("journal_sequence_number_idx"));

    private long Scans(string index) =>
        (long)
            _store.Query(
                $"SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '{index}'"
            )[0][0];

    /// <summary>A connection's last counts arrive when it ends.</summary>
    private void WaitUntilAllHaveLeft()
    {
        using var soon = new CancellationTokenSource(Patience);
        while (
            _store
                .Query(
                    """
                    SELECT FROM pg_stat_activity WHERE datname = current_database()
                    AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                    """
                )
                .Count > 0
        )
        {
            soon.Token.ThrowIfCancellationRequested();
            Npgsql.NpgsqlConnection.ClearAllPools();
        }
    }
}
