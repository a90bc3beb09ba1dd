using System.Globalization;
using System.Text.Json;
using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Providers;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>
/// A viewer goes away after k of n chunks, in every way a viewer can. The answer goes on, the journal has
/// all of it, and who comes back sees the same bytes as who never left (I2, I7).
/// </summary>
public sealed class Disconnecting_in_mid_answer(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Chunks = 100;

    public static TheoryData<string, int> Points
    {
        get
        {
            var points = new TheoryData<string, int>();
            foreach (var way in (string[])["fin", "rst"])
            foreach (var k in (int[])[0, 1, 2, 50, 99, 100])
                points.Add(way, k);
            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task The_resumed_viewer_sees_the_bytes_of_an_undisturbed_one(string way, int k)
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var undisturbed = await OpenAsync(conversation);
        var leaving = await OpenAsync(conversation);
        await leaving.ReadAsync(1);
        Say(turn, 0, k);
        await leaving.ReadAsync(k);

        if (way == "fin")
            leaving.Close();
        else
            leaving.Reset();

        Say(turn, k, Chunks - k);
        turn.Finish();
        await undisturbed.ReadToEndOfTurnAsync();
        await using var resumed = await OpenAsync(conversation, leaving.Seen[^1].Cursor);
        await resumed.ReadToEndOfTurnAsync();

        leaving.Seen.Concat(resumed.Seen).ShouldBe(undisturbed.Seen);
        await ShouldHaveAllAsync(conversation, undisturbed);
    }

    [Theory]
    [InlineData("sse", 1)]
    [InlineData("sse", 50)]
    [InlineData("sse", 99)]
    [InlineData("ws", 1)]
    [InlineData("ws", 50)]
    public async Task Who_comes_back_for_a_viewer_whose_process_was_killed_sees_the_rest(
        string kind,
        int k
    )
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var undisturbed = await OpenAsync(conversation);
        using var killed = ViewerProcess.Start(kind, server.Address, conversation);
        Say(turn, 0, k);
        var seen = await killed.SeeAsync(k + 1);

        await killed.KillAsync();

        Say(turn, k, Chunks - k);
        turn.Finish();
        await undisturbed.ReadToEndOfTurnAsync();
        var cursor = JsonElement.Parse(seen[^1]).GetProperty("cursor").GetString();
        await using var resumed = await OpenAsync(conversation, cursor);
        await resumed.ReadToEndOfTurnAsync();
        seen.Concat(resumed.Seen.Select(viewed => viewed.Json))
            .ShouldBe(undisturbed.Seen.Select(viewed => viewed.Json));
        await ShouldHaveAllAsync(conversation, undisturbed);
    }

    [Fact]
    public async Task The_client_that_posted_the_prompt_and_left_finds_the_whole_answer()
    {
        var conversation = await server.Client.BeginAsync();
        var posting = await SseViewer.OpenAsync(
            server.Client.PromptRequest(conversation, "Tell me")
        );
        var turn = await server.Provider.NextTurnAsync();
        Say(turn, 0, 5);
        await posting.ReadAsync(6);

        posting.Reset();
        Say(turn, 5, Chunks - 5);
        turn.Finish();

        await using var back = await OpenAsync(conversation, posting.Seen[^1].Cursor);
        await back.ReadToEndOfTurnAsync();
        await using var fresh = await OpenAsync(conversation);
        await fresh.ReadToEndOfTurnAsync();
        posting.Seen.Concat(back.Seen).ShouldBe(fresh.Seen);
        await ShouldHaveAllAsync(conversation, fresh);
    }

    private Task<SseViewer> OpenAsync(string conversation, string? lastEventId = null) =>
        SseViewer.OpenAsync(server.Address, $"/conversations/{conversation}/events", lastEventId);

    private static void Say(ScriptedTurn turn, int from, int count)
    {
        for (var i = from; i < from + count; i++)
            turn.Say(string.Create(CultureInfo.InvariantCulture, $"chunk {i}\n"));
    }

    private async Task ShouldHaveAllAsync(string conversation, SseViewer undisturbed)
    {
        var journal = await server.Client.JournalAsync(conversation);
        journal.Count.ShouldBe(Chunks + 2);
        journal
            .Select(row => row.GetRawText())
            .ShouldBe(undisturbed.Seen.Select(seen => seen.Json));
        journal
            .Select(row => row.GetProperty("sequenceNr").GetInt64())
            .ShouldBe(Enumerable.Range(2, Chunks + 2).Select(number => (long)number));
        string.Concat(undisturbed.Seen.Select(seen => seen.Text))
            .ShouldBe(
                string.Concat(
                    Enumerable
                        .Range(0, Chunks)
                        .Select(i => string.Create(CultureInfo.InvariantCulture, $"chunk {i}\n"))
                )
            );
    }
}
