using ActorStream.Scenarios.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Scenarios;

/// <summary>
/// A viewer that no longer reads slows only itself: the answer is written at full speed, others see it,
/// and what is kept for the slow one does not grow with the answer (I13).
/// </summary>
public sealed class A_viewer_that_stops_reading(RunningServer server) : IClassFixture<RunningServer>
{
    // Near the longest answer that a turn may have.
    private const int Chunks = 4_000;
    private const int Stuck = 20;
    private const long SharedPages = 32 << 20;
    private static readonly string Kilobyte = new('x', 1_024);

    [Fact]
    public async Task The_answer_and_the_others_go_on_and_memory_does_not_grow()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        var stuck = new List<SseViewer>();
        for (var i = 0; i < Stuck; i++)
        {
            stuck.Add(await OpenAsync(conversation));
            await stuck[^1].ReadAsync(1);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Chunks; i++)
            turn.Say(Kilobyte);
        turn.Finish();
        await using var reading = await OpenAsync(conversation);
        var read = await reading.ReadToEndOfTurnAsync();

        read.Count.ShouldBe(Chunks + 2);
        reading.Seen.Clear();
        read = [];
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        // The transcript holds the answer once, as characters of two bytes; viewers that fall behind share
        // pages of the journal, whatever their number; 256 KiB for each viewer. One answer for each of
        // them would be more than all of that.
        var allowed =
            Chunks * 2L * Kilobyte.Length + SharedPages + Stuck * 256L * 1_024 + (8 << 20);
        allowed.ShouldBeLessThan(Stuck * (long)Chunks * Kilobyte.Length);
        grown.ShouldBeLessThan(allowed, $"{Stuck} viewers that do not read are remembered");
        foreach (var viewer in stuck)
            await viewer.DisposeAsync();
    }

    [Fact]
    public async Task It_can_go_on_later_without_gap_or_repeat()
    {
        var (conversation, _, turn) = await server.BeginTurnAsync();
        await using var slow = await OpenAsync(conversation);
        await slow.ReadAsync(1);
        for (var i = 0; i < Chunks; i++)
            turn.Say(Kilobyte);
        turn.Finish();
        await using var other = await OpenAsync(conversation);
        await other.ReadToEndOfTurnAsync();

        await slow.ReadToEndOfTurnAsync();

        slow.Seen.ShouldBe(other.Seen);
    }

    private Task<SseViewer> OpenAsync(string conversation) =>
        SseViewer.OpenAsync(server.Address, $"/conversations/{conversation}/events");
}
