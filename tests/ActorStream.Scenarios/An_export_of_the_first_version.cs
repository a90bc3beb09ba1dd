using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Exporting;
using ActorStream.Operations.Verifying;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;

namespace ActorStream.Scenarios;

/// <summary>
/// An export whose events all have version 1, every kind of them, is imported, read by a server, continued and
/// exported again: an old event stays what it was, byte for byte, and what is written now has version 2 (I20).
/// </summary>
public abstract class An_export_of_the_first_version : IDisposable
{
    private const string Conversation = "0123456789abcdefghjkmnpqrs";
    private const string Erased = "0199999999999999999999999z";
    private const string Key = "an-operators-key-of-32-characters";

    private static readonly string Golden = Path.Combine(
        AppContext.BaseDirectory,
        "Golden",
        "export-of-version-1.jsonl"
    );

    protected TemporaryFolder Folder { get; } = new();

    protected abstract JournalTarget Target { get; }

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    [Fact]
    public async Task Imported_beside_no_server_is_read_and_comes_back_to_the_byte()
    {
        await using (var maintenance = await Target.OpenForMaintenanceAsync(create: true))
        {
            await using var export = File.OpenRead(Golden);
            (await JournalImporter.ImportAsync(maintenance, export, static _ => { })).ShouldBe(
                new(3, 0, 18)
            );
        }

        await IsWholeAsync();
        await IsReadAndContinuedAsync();
    }

    [Fact]
    public async Task Imported_into_a_running_server_is_the_same()
    {
        using (var server = await StartAsync())
        {
            var import = await OperatorCommand.RunAsync(
                new Dictionary<string, string> { ["ACTORSTREAM_ADMIN_KEY"] = Key },
                "import",
                Golden,
                "--server",
                server.Address.ToString()
            );
            import.ExitCode.ShouldBe(0, import.Output + import.Errors);
            await server.KillAsync();
        }

        await IsWholeAsync();
        await IsReadAndContinuedAsync();
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task IsWholeAsync()
    {
        await using var database = await Target.OpenAsync();
        var findings = new List<Finding>();
        var verified = await JournalVerifier.VerifyAsync(database, findings.Add);
        findings.ShouldBeEmpty();
        verified.OpenTurns.ShouldBe(0);
        (await ExportAsync(database)).ShouldBe(await File.ReadAllTextAsync(Golden));
    }

    private async Task IsReadAndContinuedAsync()
    {
        using (var server = await StartAsync())
        {
            var transcript = await server.Client.TranscriptAsync(Conversation);
            Texts(transcript, "status")
                .ShouldBe(["completed", "completed", "aborted", "failed", "interrupted"]);
            Texts(transcript, "prompt").ShouldBe(["Hi", "And 2?", "And 3?", "And 4?", "And 5?"]);
            (await server.Client.Http.GetAsync($"/conversations/{Erased}")).StatusCode.ShouldBe(
                System.Net.HttpStatusCode.NotFound
            );
            await using var viewer = await SseViewer.OpenAsync(
                server.Address,
                $"/conversations/{Conversation}/events"
            );
            await viewer.ReadAsync(15);
            viewer.Seen[2].Member("text").GetString().ShouldBe("a\nb 🙂");
            var (turn, _) = await server.Client.PromptAsync(
                Conversation,
                "Now",
                options: new JsonObject { ["chunks"] = 3, ["chunksPerSecond"] = 0 }
            );
            turn.ShouldBe("t6");
            await viewer.ReadToEndOfTurnAsync();
            viewer.Seen[^1].Name.ShouldBe("turn-completed");
            await server.KillAsync();
        }

        await using var database = await Target.OpenAsync();
        var lines = (await ExportAsync(database)).Split('\n')[1..^2];
        var golden = (await File.ReadAllLinesAsync(Golden))[1..^1];
        golden.Except(lines).ShouldBeEmpty();
        lines
            .Except(golden)
            .Select(line => JsonElement.Parse(line).GetProperty("manifest").GetString())
            .ShouldAllBe(manifest => manifest!.EndsWith(".v2"));
    }

    private static IEnumerable<string?> Texts(JsonElement transcript, string member) =>
        transcript
            .GetProperty("turns")
            .EnumerateArray()
            .Select(turn => turn.GetProperty(member).GetString());

    private static async Task<string> ExportAsync(IJournalDatabase database)
    {
        var ids = await database.FindAsync(PersistenceIds.Prefix, 100);
        var lines = new MemoryStream();
        await JournalExporter.ExportAsync(database, ids, lines);
        return Encoding.UTF8.GetString(lines.ToArray());
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(
            Folder.Path,
            new Dictionary<string, string>(Variables) { ["ACTORSTREAM_ADMIN_KEY"] = Key }
        );
}

public sealed class An_export_of_the_first_version_in_a_file : An_export_of_the_first_version
{
    protected override JournalTarget Target =>
        JournalTarget.Sqlite(Path.Combine(Folder.Path, "journal.db"));

    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();
}

public sealed class An_export_of_the_first_version_in_postgres : An_export_of_the_first_version
{
    private readonly string _database = PostgresCluster.Instance.CreateDatabase();

    protected override JournalTarget Target => JournalTarget.Postgres(_database);

    protected override IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = _database,
        };
}
