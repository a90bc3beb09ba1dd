using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Healing;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorStream.Scenarios;

/// <summary>
/// A server's journal is damaged while the server is down, and healed. A server that starts on it serves the
/// conversation with its damaged turn marked, and goes on with it (I10, I15).
/// </summary>
public abstract class A_journal_that_was_healed : IDisposable
{
    private const string Turn2 =
        "(SELECT MIN(sequence_number) FROM journal WHERE manifest LIKE "
        + "'turn-started%' AND sequence_number > 5)";

    protected TemporaryFolder Folder { get; } = new();

    protected abstract JournalTarget Target { get; }

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>How the second of three turns is damaged, by where it begins.</summary>
    [Theory]
    [InlineData(
        """
            UPDATE journal SET message = {cut} WHERE sequence_number IN ({turn}, {turn} + 2, {turn} + 4);
            DELETE FROM journal WHERE sequence_number = {turn} + 1
            """,
        4,
        "turn-started, chunk, chunk, turn-interrupted"
    )]
    [InlineData(
        "DELETE FROM journal WHERE sequence_number >= {turn} + 4",
        6,
        "chunk, chunk, chunk, chunk, chunk, chunk, turn-interrupted"
    )]
    public async Task Is_served_with_the_turn_marked_and_goes_on(
        string damage,
        int lost,
        string marked
    )
    {
        var (conversation, before) = await WriteAsync();
        await DamageAsync(damage);
        await RefusesAsync(conversation, isSeen: lost < 6);
        await HealAsync();

        using var server = await StartAsync();
        await using var viewer = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events"
        );
        await server.Client.PromptAsync(conversation, "And then?", options: Short());
        while (!viewer.Seen.Any(seen => seen.Json.Contains("And then?", StringComparison.Ordinal)))
            await viewer.ReadToEndOfTurnAsync();

        viewer.Seen[^1].Name.ShouldBe("turn-completed");
        (await server.Client.JournalAsync(conversation))
            .Select(row => row.GetRawText())
            .ShouldBe(viewer.Seen.Select(seen => seen.Json));
        viewer
            .Seen.Select(seen => seen.SequenceNr)
            .ShouldBe(Enumerable.Range(2, viewer.Seen.Count).Select(nr => (long)nr));
        before.Except(viewer.Seen.Select(seen => seen.Json)).Count().ShouldBe(lost);
        string.Join(
                ", ",
                viewer
                    .Seen.Where(seen => !before.Contains(seen.Json))
                    .TakeWhile(seen => !seen.Json.Contains("And then?", StringComparison.Ordinal))
                    .Select(seen => seen.Name)
            )
            .ShouldBe(marked);
    }

    [Fact]
    public async Task Whose_writer_was_damaged_shows_every_event_again()
    {
        var (conversation, before) = await WriteAsync();
        await DamageAsync(
            "UPDATE journal SET writer_uuid = 'nobody' WHERE sequence_number = {turn} + 1"
        );
        await HealAsync();

        using var server = await StartAsync();
        (await server.Client.JournalAsync(conversation))
            .Select(row => row.GetRawText())
            .ShouldBe(before);
        var turns = (await server.Client.TranscriptAsync(conversation)).GetProperty("turns");
        turns.GetArrayLength().ShouldBe(3);
    }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract DbConnection Connect();

    /// <summary>Half of the payload, in the store's words.</summary>
    protected abstract string Cut { get; }

    private async Task<(string Conversation, List<string> Events)> WriteAsync()
    {
        using var server = await StartAsync();
        var conversation = await server.Client.BeginAsync();
        await using var viewer = await SseViewer.OpenAsync(
            server.Address,
            $"/conversations/{conversation}/events"
        );
        for (var turn = 0; turn < 3; turn++)
        {
            await server.Client.PromptAsync(conversation, "Go", options: Short());
            await viewer.ReadToEndOfTurnAsync();
        }

        await server.KillAsync();
        return (conversation, [.. viewer.Seen.Select(seen => seen.Json)]);
    }

    private async Task DamageAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Turn2}";
        var turn = Convert.ToInt64(
            await command.ExecuteScalarAsync(),
            CultureInfo.InvariantCulture
        );
        command.CommandText = sql.Replace("{turn}", turn.ToString(CultureInfo.InvariantCulture))
            .Replace("{cut}", Cut);
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    /// <summary>Before it is healed nothing of it is served; that last rows are gone nobody can see.</summary>
    private async Task RefusesAsync(string conversation, bool isSeen)
    {
        if (!isSeen)
            return;
        using var server = await StartAsync();
        using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
        ((int)answer.StatusCode).ShouldBe(500);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("journal-damaged");
        await server.KillAsync();
    }

    private async Task HealAsync()
    {
        var findings = new List<Finding>();
        await using var maintenance = await OpenAsync();
        await JournalVerifier.VerifyAsync(maintenance.Database, findings.Add);
        var id = findings
            .Select(finding => finding.PersistenceId)
            .Distinct()
            .ShouldHaveSingleItem();
        var summary = await JournalHealer.HealAsync(
            maintenance,
            [id],
            Path.Combine(Folder.Path, "quarantine.jsonl"),
            DateTimeOffset.UnixEpoch.AddYears(60),
            static (_, _) => { }
        );
        summary.Obstacles.ShouldBe(0);
        findings.Clear();
        await JournalVerifier.VerifyAsync(maintenance.Database, findings.Add);
        findings.ShouldBeEmpty();
    }

    /// <summary>PostgreSQL hears of a killed server's end a moment later.</summary>
    private async Task<IJournalMaintenance> OpenAsync()
    {
        IJournalMaintenance? opened = null;
        await Eventually.Become(
            () =>
            {
                try
                {
                    opened = Target.OpenForMaintenanceAsync().GetAwaiter().GetResult();
                    return true;
                }
                catch (JournalProblem problem) when (problem.Kind == JournalProblemKind.InUse)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(20),
            () => "The killed server's locks stayed"
        );
        return opened!;
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(Folder.Path, Variables);

    private static JsonObject Short() => new() { ["chunks"] = 3, ["chunksPerSecond"] = 0 };
}

public sealed class An_sqlite_journal_that_was_healed : A_journal_that_was_healed
{
    protected override JournalTarget Target => JournalTarget.Sqlite(File);

    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();

    protected override string Cut => "substr(message, 1, length(message) / 2)";

    private string File => Path.Combine(Folder.Path, "journal.db");

    protected override DbConnection Connect() =>
        new SqliteConnection($"Data Source={File};Pooling=False");
}

public sealed class A_postgres_journal_that_was_healed : A_journal_that_was_healed
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    protected override JournalTarget Target => JournalTarget.Postgres(_database);

    protected override IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = _database,
        };

    protected override string Cut => "substring(message from 1 for length(message) / 2)";

    protected override DbConnection Connect() => new NpgsqlConnection(_database + ";Pooling=false");
}
