using System.Text.Json.Nodes;
using ActorStream.Faults;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;
using Xunit.Abstractions;

namespace ActorStream.Scenarios;

/// <summary>
/// Writes of a server's SQLite files fail, each at another moment, or find no room. Nothing is shown that is not
/// stored, what was acknowledged is kept, and the same process serves again (I11, I17).
/// </summary>
public sealed class A_disk_that_fails_under_a_server(ITestOutputHelper output) : IDisposable
{
    private const long Room = 4 * 1024 * 1024;

    /// <summary>Conversations that 4 MiB have place for besides a filler's.</summary>
    private const int MaxKept = 5;

    private static readonly bool IsLong =
        Environment.GetEnvironmentVariable("ACTORSTREAM_LONG") == "1";

    private readonly TemporaryFolder _data = new();
    private readonly List<(string Conversation, IReadOnlyList<string> Shown)> _shown = [];
    private int _refused;
    private int _interrupted;
    private int _turns;
    private int _conversations;

    private string Next => Path.Combine(_data.Path, "next");

    private string Filler => Path.Combine(_data.Path, "filler");

    public void Dispose() => _data.Dispose();

    /// <summary>In the long run each of the first 500 calls; in the short one some.</summary>
    [Theory]
    [InlineData("EIO")]
    [InlineData("ENOSPC")]
    public async Task In_any_write_shows_only_what_is_stored_and_loses_nothing(string fault)
    {
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "write",
            Next = Next,
            Fault = fault,
        };
        using (var server = await ServerProcess.StartAsync(_data.Path, disk.Environment))
        {
            foreach (var moment in IsLong ? Enumerable.Range(1, 500) : [1, 2, 3, 5, 8, 30])
            {
                Fail(moment);
                await ConverseAsync(server, while_: () => File.Exists(Next));
            }

            await server.KillAsync();
        }

        await IsKeptAsync();
        // Room that was missing once is made by emptying the log: nobody need notice.
        if (fault == "EIO")
            (_refused + _interrupted).ShouldBeGreaterThan(0);
    }

    /// <summary>The files have 4 MiB, whatever the machine's own disk: filled 100 times in the long run.</summary>
    [Fact]
    public async Task Of_four_mebibytes_that_is_filled_serves_as_soon_as_there_is_room()
    {
        var disk = new FaultyDisk
        {
            Files = "journal.db",
            Calls = "write",
            Room = Room,
            Filler = Filler,
            Fault = "ENOSPC",
        };
        using (var server = await ServerProcess.StartAsync(_data.Path, disk.Environment))
        {
            for (var round = 0; round < (IsLong ? 100 : 2); round++)
            {
                var refused = _refused;
                if (round % 2 == 0)
                    Fill(Room);
                await ConverseAsync(
                    server,
                    while_: () => _refused == refused,
                    onOpen: round % 2 == 0 ? null : () => Fill(Room),
                    onRefusal: () => File.Delete(Filler)
                );
                if (_shown.Count > MaxKept)
                    await EraseFirstAsync(server);
            }

            await server.KillAsync();
        }

        _refused.ShouldBeGreaterThan(0);
        await IsKeptAsync();
    }

    /// <summary>A conversation of its own: turn after turn until the fault was met, and one more.</summary>
    private async Task ConverseAsync(
        ServerProcess server,
        Func<bool> while_,
        Action? onOpen = null,
        Action? onRefusal = null
    )
    {
        var conversation = await PatientlyAsync(() => server.Client.BeginAsync(), onRefusal);
        await using var viewer = await PatientlyAsync(
            () => SseViewer.OpenAsync(server.Address, $"/conversations/{conversation}/events"),
            onRefusal
        );
        onOpen?.Invoke();
        var started = new HashSet<string>(StringComparer.Ordinal);
        bool met;
        do
        {
            met = !while_();
            var key = $"{conversation}-{started.Count}";
            var (turn, _) = await PatientlyAsync(
                () =>
                    server.Client.PromptAsync(
                        conversation,
                        "Go",
                        options: Short(),
                        idempotencyKey: key
                    ),
                onRefusal
            );
            started.Add(turn).ShouldBeTrue("a turn was acknowledged twice");
            await ReadToEndOfTurnAsync(viewer, onRefusal);
            _turns++;
            _interrupted += viewer.Seen[^1].Name == "turn-interrupted" ? 1 : 0;
        } while (!met);

        viewer.Seen[^1].Name.ShouldBe("turn-completed", "the disk is well again");
        viewer.Seen.Count(seen => seen.Name == "turn-started").ShouldBe(started.Count);
        var shown = viewer.Seen.Select(seen => seen.Json).ToList();
        (await server.Client.JournalAsync(conversation))
            .Select(row => row.GetRawText())
            .ShouldBe(shown);
        _conversations++;
        _shown.Add((conversation, shown));
    }

    /// <summary>A turn that finds no more room on its way can only end when there is some.</summary>
    private async Task ReadToEndOfTurnAsync(SseViewer viewer, Action? onRefusal)
    {
        var reading = viewer.ReadToEndOfTurnAsync();
        try
        {
            await reading.WaitAsync(TimeSpan.FromSeconds(onRefusal is null ? 60 : 3));
        }
        catch (TimeoutException) when (onRefusal is not null)
        {
            _refused++;
            onRefusal();
            await reading.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private async Task EraseFirstAsync(ServerProcess server)
    {
        var conversation = _shown[0].Conversation;
        await PatientlyAsync(
            async () =>
            {
                using var answer = await server.Client.Http.DeleteAsync(
                    $"/conversations/{conversation}"
                );
                return answer.EnsureSuccessStatusCode().StatusCode;
            },
            onRefusal: null
        );
        _shown.RemoveAt(0);
    }

    /// <summary>After a SIGKILL a server with a good disk shows the same.</summary>
    private async Task IsKeptAsync()
    {
        using var server = await ServerProcess.StartAsync(_data.Path);
        foreach (var (conversation, shown) in _shown)
        {
            (await server.Client.JournalAsync(conversation))
                .Select(row => row.GetRawText())
                .ShouldBe(shown);
        }

        output.WriteLine(
            $"{_conversations} conversations: {_turns} turns, {_refused} refusals, {_interrupted} interrupted"
        );
    }

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> attempt, Action? onRefusal)
    {
        T? result = default;
        await Eventually.Become(
            () =>
            {
                try
                {
                    result = attempt().GetAwaiter().GetResult();
                    return true;
                }
                catch (HttpRequestException refusal)
                {
                    ((int?)refusal.StatusCode).ShouldBe(503);
                    _refused++;
                    onRefusal?.Invoke();
                    return false;
                }
            },
            TimeSpan.FromSeconds(60),
            () => "The server did not serve again"
        );
        return result!;
    }

    /// <summary>At once: a half-written number would be another one.</summary>
    private void Fail(int moment)
    {
        File.WriteAllText(Next + ".new", $"{moment}");
        File.Move(Next + ".new", Next);
    }

    /// <summary>Takes the room in the disk's account only: it has a size and no content.</summary>
    private void Fill(long bytes)
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write);
        file.SetLength(bytes);
    }

    private static JsonObject Short() => new() { ["chunks"] = 20, ["chunksPerSecond"] = 400 };
}
