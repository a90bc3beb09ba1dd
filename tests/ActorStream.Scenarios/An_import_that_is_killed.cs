using System.Text;
using System.Text.Json.Nodes;
using ActorStream.Faults;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using Xunit.Abstractions;

namespace ActorStream.Scenarios;

/// <summary>
/// A process is killed while it imports conversations, at one of its writes or syncs: none of them is served in
/// part, nothing is damaged, and the same import again brings the rest, to the byte.
/// </summary>
public sealed partial class An_import_that_is_killed(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 47;
    private const string Key = "an-operators-key-of-32-characters";

    private static readonly bool IsLong =
        Environment.GetEnvironmentVariable("ACTORSTREAM_LONG") == "1";

    private readonly TemporaryFolder _source = new();
    private readonly Random _random = new(Seed);
    private readonly Dictionary<string, IReadOnlyList<string>> _events = [];
    private readonly List<string> _erased = [];

    private string Export => Path.Combine(_source.Path, "export.jsonl");

    /// <summary>Conversations of some turns, between them some that were erased.</summary>
    public async Task InitializeAsync()
    {
        using var server = await StartAsync(_source.Path);
        for (var i = 0; i < 6; i++)
        {
            var conversation = await server.Client.BeginAsync();
            await using (
                var viewer = await SseViewer.OpenAsync(
                    server.Address,
                    $"/conversations/{conversation}/events"
                )
            )
            {
                var prompt = new JsonObject { ["chunks"] = 50, ["chunksPerSecond"] = 0 };
                await server.Client.PromptAsync(conversation, "Go", options: prompt);
                await viewer.ReadToEndOfTurnAsync();
                _events[conversation] = [.. viewer.Seen.Select(seen => seen.Json)];
            }

            if (i % 2 == 0)
                continue;
            using var erased = await server.Client.Http.DeleteAsync(
                $"/conversations/{conversation}"
            );
            erased.EnsureSuccessStatusCode();
            _events.Remove(conversation);
            _erased.Add(conversation);
        }

        await server.KillAsync();
        await File.WriteAllTextAsync(Export, await ExportAsync(_source.Path));
    }

    public Task DisposeAsync()
    {
        _source.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>
    /// From the first call, that makes the file, to where an import ends before its time has come.
    /// </summary>
    [Theory]
    [InlineData("KILL")]
    [InlineData("KILL_AFTER")]
    [InlineData("TORN")]
    public async Task Into_a_file_leaves_whole_conversations_and_is_finished_by_another(
        string fault
    )
    {
        var at = 1;
        var kills = 0;
        while (await ImportOfflineAsync(at, fault))
        {
            kills++;
            at += IsLong ? 1 : _random.Next(1, 160);
        }

        output.WriteLine($"seed {Seed}: {kills} kills, the last before call {at}");
        kills.ShouldBeGreaterThan(2);
    }

    /// <summary>The server that comes next finishes what is left to finish.</summary>
    [Theory]
    [InlineData("KILL")]
    [InlineData("KILL_AFTER")]
    public async Task Through_a_server_leaves_whole_conversations_and_is_finished_by_another(
        string fault
    )
    {
        var at = 1;
        var kills = 0;
        while (true)
        {
            using var target = new TemporaryFolder();
            var isKilled = await ImportThroughServerAsync(target.Path, Export, at, fault);
            await IsFinishedAsync(target.Path, $"{fault} at sync {at}, seed {Seed}");
            if (!isKilled)
                break;
            kills++;
            at += IsLong ? 1 : _random.Next(3, 12);
        }

        output.WriteLine($"seed {Seed}: {kills} kills, the last before sync {at}");
        kills.ShouldBeGreaterThan(1);
    }

    /// <summary>
    /// What is left of an erased conversation is stored, and then marked by the journal. Between the two it
    /// stands there as an event that lacks all before it.
    /// </summary>
    [Fact]
    public async Task Between_the_two_writes_of_an_erased_conversation_is_no_damage_later()
    {
        var erased = PersistenceIds.Of(_erased[0]);
        var export = Path.Combine(_source.Path, "erased.jsonl");
        await File.WriteAllTextAsync(export, await ExportAsync(_source.Path, erased));
        for (var at = 1; ; at++)
        {
            using var target = new TemporaryFolder();
            (await ImportThroughServerAsync(target.Path, export, at, "KILL_AFTER")).ShouldBeTrue(
                "no sync was between the two"
            );
            var isBetween = await IsUnmarkedAsync(target.Path, erased);
            await IsFinishedAsync(target.Path, $"after sync {at}");
            if (isBetween)
                break;
        }
    }

    private static async Task<bool> IsUnmarkedAsync(string folder, string id)
    {
        await using var database = await Journal(folder).OpenAsync();
        await foreach (var row in database.RowsAsync(id))
        {
            if (!row.IsDeleted)
                return true;
        }

        return false;
    }

    /// <returns>Whether it was killed.</returns>
    private async Task<bool> ImportOfflineAsync(int at, string fault)
    {
        using var target = new TemporaryFolder();
        var disk = new FaultyDisk
        {
            Files = Database(target.Path),
            At = at,
            Fault = fault,
        };
        var import = await OperatorCommand.RunAsync(
            disk.Environment,
            ["import", Export, "--db", Database(target.Path)]
        );
        import.ExitCode.ShouldBeOneOf([0, OperatorCommand.Killed], import.Errors);
        await IsFinishedAsync(target.Path, $"{fault} at call {at}, seed {Seed}");
        return import.ExitCode != 0;
    }

    /// <returns>Whether it was killed.</returns>
    private static async Task<bool> ImportThroughServerAsync(
        string folder,
        string export,
        int at,
        string fault
    )
    {
        var next = Path.Combine(folder, "next");
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "sync",
            Next = next,
            Fault = fault,
        };
        using var server = await StartAsync(folder, disk.Environment);
        await ReadyAsync(server);
        await File.WriteAllTextAsync(next + ".new", $"{at}");
        File.Move(next + ".new", next);
        var import = await OperatorCommand.RunAsync(
            new Dictionary<string, string> { ["ACTORSTREAM_ADMIN_KEY"] = Key },
            ["import", export, "--server", server.Address.ToString()]
        );
        await server.KillAsync();
        if (import.ExitCode == 0)
            return false;
        import.Errors.Trim().Split('\n').Length.ShouldBe(1, import.Errors);
        return true;
    }

    /// <summary>A server starts, what is there is whole, and the rest comes with another import.</summary>
    private async Task IsFinishedAsync(string folder, string moment)
    {
        using (var server = await StartAsync(folder))
        {
            await ReadyAsync(server);
            await IsWholeOrMissingAsync(server, moment);
            await server.KillAsync();
        }

        await VerifyAsync(folder, moment);
        await using (var database = await Journal(folder).OpenForMaintenanceAsync(create: true))
        {
            await using var export = File.OpenRead(Export);
            await JournalImporter.ImportAsync(database, export, static _ => { });
        }

        await VerifyAsync(folder, moment);
        (await ExportAsync(folder)).ShouldBe(await File.ReadAllTextAsync(Export), moment);
    }

    private async Task IsWholeOrMissingAsync(ServerProcess server, string moment)
    {
        foreach (var (conversation, events) in _events)
        {
            using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
            if ((int)answer.StatusCode == 404)
                continue;
            answer.EnsureSuccessStatusCode();
            (await server.Client.JournalAsync(conversation))
                .Select(row => row.GetRawText())
                .ShouldBe(events, moment);
        }

        foreach (var conversation in _erased)
        {
            using var answer = await server.Client.Http.GetAsync($"/conversations/{conversation}");
            ((int)answer.StatusCode).ShouldBe(404, moment);
        }
    }

    private static Task ReadyAsync(ServerProcess server) =>
        Eventually.Become(
            () => server.Client.Http.GetAsync("/readyz").Result.IsSuccessStatusCode,
            TimeSpan.FromSeconds(20),
            () => "The server did not become ready"
        );

    private static async Task VerifyAsync(string folder, string moment)
    {
        var findings = new List<Finding>();
        await using var database = await Journal(folder).OpenAsync();
        await JournalVerifier.VerifyAsync(database, findings.Add);
        findings.ShouldBeEmpty(moment);
    }

    /// <summary>All conversations, or this one.</summary>
    private static async Task<string> ExportAsync(string folder, string? one = null)
    {
        await using var database = await Journal(folder).OpenAsync();
        var ids = await database.FindAsync(one ?? PersistenceIds.Prefix, 100);
        var lines = new MemoryStream();
        await JournalExporter.ExportAsync(database, ids, lines);
        return Encoding.UTF8.GetString(lines.ToArray());
    }

    private static JournalTarget Journal(string folder) => JournalTarget.Sqlite(Database(folder));

    private static string Database(string folder) => Path.Combine(folder, "journal.db");

    private static Task<ServerProcess> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string>? disk = null
    ) =>
        ServerProcess.StartAsync(
            folder,
            new Dictionary<string, string>(disk ?? new Dictionary<string, string>())
            {
                ["ACTORSTREAM_ADMIN_KEY"] = Key,
            }
        );
}
