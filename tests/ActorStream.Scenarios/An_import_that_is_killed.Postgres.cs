using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.Tests.Shared;
using Npgsql;

namespace ActorStream.Scenarios;

public sealed partial class An_import_that_is_killed
{
    private const long Gate = 4711;

    /// <summary>
    /// The same on PostgreSQL, where the database itself stops the journal between the two writes.
    /// </summary>
    [Fact]
    public async Task Between_the_two_writes_of_an_erased_conversation_in_postgres_is_no_damage_later()
    {
        var erased = PersistenceIds.Of(_erased[0]);
        var export = Path.Combine(_source.Path, "erased.jsonl");
        await File.WriteAllTextAsync(export, await ExportAsync(_source.Path, erased));
        var connection = PostgresCluster.Instance.CreateDatabase();
        var target = JournalTarget.Postgres(connection);
        var variables = new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = connection,
            ["ACTORSTREAM_ADMIN_KEY"] = Key,
        };
        using var folder = new TemporaryFolder();
        using (var server = await ServerProcess.StartAsync(folder.Path, variables))
        {
            await ReadyAsync(server);
            await using var somebody = await CloseGateAsync(connection);
            var import = OperatorCommand.RunAsync(
                new Dictionary<string, string> { ["ACTORSTREAM_ADMIN_KEY"] = Key },
                ["import", export, "--server", server.Address.ToString()]
            );
            await MarkIsAwaitedAsync(somebody);
            await server.KillAsync();
            (await import).ExitCode.ShouldNotBe(0);
            await ExecuteAsync(
                somebody,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE datname = current_database() AND wait_event = 'advisory'; "
                    + "DROP TRIGGER gate ON journal"
            );
        }

        await using var database = await target.OpenAsync();
        var alone = await OnlyRowAsync(database, erased);
        alone.IsDeleted.ShouldBeFalse("it was killed before the mark");
        alone.SequenceNr.ShouldBeGreaterThan(1);

        using (var next = await ServerProcess.StartAsync(folder.Path, variables))
        {
            await ReadyAsync(next);
            await Eventually.Become(
                () => OnlyRowAsync(database, erased).Result.IsDeleted,
                TimeSpan.FromSeconds(20),
                () => "The erasure was not finished"
            );
            using var answer = await next.Client.Http.GetAsync($"/conversations/{_erased[0]}");
            ((int)answer.StatusCode).ShouldBe(404);
        }

        var findings = new List<Finding>();
        await JournalVerifier.VerifyAsync(database, findings.Add);
        findings.ShouldBeEmpty();
        var lines = new MemoryStream();
        await JournalExporter.ExportAsync(database, [erased], lines);
        System
            .Text.Encoding.UTF8.GetString(lines.ToArray())
            .ShouldBe(await File.ReadAllTextAsync(export));
    }

    /// <summary>From now on no row is changed before this connection ends; new ones come.</summary>
    private static async Task<NpgsqlConnection> CloseGateAsync(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(
            connection,
            $"""
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN PERFORM pg_advisory_xact_lock({Gate}); RETURN NEW; END';
            CREATE TRIGGER gate BEFORE UPDATE ON journal
              FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
            SELECT pg_advisory_lock({Gate})
            """
        );
        return connection;
    }

    private static async Task MarkIsAwaitedAsync(NpgsqlConnection somebody)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var waits = new NpgsqlCommand(
            $"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {Gate}",
            somebody
        );
        while (await waits.ExecuteScalarAsync(patience.Token) is not > 0L)
            await Task.Yield();
    }

    private static async Task<JournalRow> OnlyRowAsync(IJournalDatabase database, string id)
    {
        var rows = new List<JournalRow>();
        await foreach (var row in database.RowsAsync(id))
            rows.Add(row);
        return rows.ShouldHaveSingleItem();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
