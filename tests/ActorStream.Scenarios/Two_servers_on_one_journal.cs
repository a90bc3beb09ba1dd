using System.Diagnostics;
using System.Text.Json.Nodes;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using ActorStream.Tests.Shared;

namespace ActorStream.Scenarios;

/// <summary>
/// A second server refuses to start and disturbs nothing. When the first is killed it takes over: viewers resume by
/// their cursors, and a prompt that is sent again is not answered twice (I2, I4, I5).
/// </summary>
public abstract class Two_servers_on_one_journal : IDisposable
{
    /// <summary>Far more than it takes; a database hears of a killed process within milliseconds.</summary>
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(30);

    protected TemporaryFolder Folder { get; } = new();

    /// <summary>The second one's data folder.</summary>
    protected abstract string Other { get; }

    protected abstract IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>What the refusal says.</summary>
    protected abstract string Refusal(ServerProcess holder);

    [Fact]
    public async Task The_second_refuses_and_takes_over_when_the_first_is_killed()
    {
        using var first = await ServerProcess.StartAsync(Folder.Path, Variables);
        var conversation = await first.Client.BeginAsync();
        var (turn, _) = await PromptAsync(first, conversation);
        await using var viewer = await ViewAsync(first, conversation, null);
        await viewer.ReadAsync(20);

        var (exitCode, errors) = await ServerProcess.RefuseAsync(
            Other,
            new Dictionary<string, string>(Variables)
            {
                ["ACTORSTREAM_HOCON"] = "actorstream.server.takeover-patience = 100ms",
            }
        );

        exitCode.ShouldBe(1);
        var line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        line.ShouldStartWith("ActorStream does not start: ");
        line.ShouldContain(Refusal(first));
        await viewer.ReadAsync(20);

        await first.KillAsync();
        await viewer.ReadToBreakAsync();
        var since = Stopwatch.GetTimestamp();
        using var second = await ServerProcess.StartAsync(Other, Variables);
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Takeover);

        await using var resumed = await ViewAsync(second, conversation, viewer.Seen[^1].Cursor);
        await resumed.ReadToEndOfTurnAsync();
        (await PromptAsync(second, conversation)).TurnId.ShouldBe(turn);

        resumed.Seen[^1].Name.ShouldBe("turn-interrupted");
        var shown = viewer.Seen.Concat(resumed.Seen).ToList();
        shown
            .Select(seen => seen.SequenceNr)
            .ShouldBe(Enumerable.Range(2, shown.Count).Select(nr => (long)nr));
        (await second.Client.JournalAsync(conversation))
            .Select(row => row.GetRawText())
            .ShouldBe(shown.Select(seen => seen.Json));
        shown.Count(seen => seen.Name == "turn-started").ShouldBe(1);
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Task<(string TurnId, string Cursor)> PromptAsync(
        ServerProcess server,
        string conversation
    ) =>
        server.Client.PromptAsync(
            conversation,
            "Go",
            options: new JsonObject { ["chunks"] = 100_000, ["chunksPerSecond"] = 50 },
            idempotencyKey: "once"
        );

    private static Task<SseViewer> ViewAsync(
        ServerProcess server,
        string conversation,
        string? after
    ) => SseViewer.OpenAsync(server.Address, $"/conversations/{conversation}/events", after);
}

public sealed class Two_servers_on_one_file : Two_servers_on_one_journal
{
    protected override string Other => Folder.Path;

    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>();

    protected override string Refusal(ServerProcess holder) =>
        $"another process (number {holder.ProcessId}) uses";
}

public sealed class Two_servers_on_one_postgres : Two_servers_on_one_journal
{
    protected override string Other => Path.Combine(Folder.Path, "other");

    protected override IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>
        {
            ["ACTORSTREAM_JOURNAL"] = "postgres",
            ["ACTORSTREAM_POSTGRES"] = PostgresCluster.Instance.CreateDatabase(),
        };

    protected override string Refusal(ServerProcess holder) => "Another server uses the database";
}
