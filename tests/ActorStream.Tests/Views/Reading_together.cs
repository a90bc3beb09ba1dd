using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Tests.Views;

/// <summary>Viewers behind one conversation share the pages that they read.</summary>
public sealed class Reading_together
{
    private const string Incarnation = "9f3c21ab";
    private readonly ConversationId _id = ConversationId.New();
    private readonly FakeJournal _journal = new();
    private readonly SharedEventReader _reader;

    public Reading_together() => _reader = new(_journal, 10_000_000);

    [Fact]
    public async Task From_different_places_reads_the_page_once()
    {
        (await ReadAsync(1, 128)).ShouldBe(Numbers(1, 128));
        (await ReadAsync(1, 128)).ShouldBe(Numbers(1, 128));
        (await ReadAsync(100, 227)).ShouldBe(Numbers(100, 128));
        (await ReadAsync(128, 255)).ShouldBe(Numbers(128, 128));
        _journal.Reads.ShouldBe([(1, 128)]);
    }

    [Fact]
    public async Task The_next_page_begins_after_the_last()
    {
        (await ReadAsync(129, 256)).ShouldBe(Numbers(129, 256));
        (await ReadAsync(130, 200)).ShouldBe(Numbers(130, 200));
        _journal.Reads.ShouldBe([(129, 256), (129, 200)]);
    }

    [Fact]
    public async Task At_the_same_time_asks_once()
    {
        _journal.Hold();
        var first = ReadAsync(1, 128);
        var second = ReadAsync(5, 128);
        _journal.LetGo();
        (await first).Count.ShouldBe(128);
        (await second)[0].ShouldBe(5);
        _journal.Reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_could_not_be_read_is_read_again()
    {
        _journal.Fails = true;
        await Should.ThrowAsync<IOException>(() => ReadAsync(1, 128));
        _journal.Fails = false;
        (await ReadAsync(1, 128)).ShouldBe(Numbers(1, 128));
    }

    [Fact]
    public async Task A_page_that_was_not_whole_is_not_kept()
    {
        _journal.Last = 3;
        (await ReadAsync(1, 128)).ShouldBe(Numbers(1, 3));
        _journal.Last = 1_000;
        (await ReadAsync(1, 128)).Count.ShouldBe(128);
    }

    [Fact]
    public async Task What_does_not_fit_any_more_goes_in_the_order_of_last_use()
    {
        var small = new SharedEventReader(_journal, 200_000);
        for (var page = 0L; page < 10; page++)
            await small.ReadAsync(_id, Incarnation, page * 128 + 1, page * 128 + 128);
        _journal.Reads.Clear();
        await small.ReadAsync(_id, Incarnation, 1, 128);
        _journal.Reads.Count.ShouldBe(1);
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; number <= to; number++)
            yield return number;
    }

    private async Task<IReadOnlyList<long>> ReadAsync(long from, long to) =>
        (await _reader.ReadAsync(_id, Incarnation, from, to))
            .Select(@event => @event.Cursor.SequenceNr)
            .ToArray();

    private sealed class FakeJournal : IEventReader
    {
        private TaskCompletionSource _open = new();

        public FakeJournal() => _open.SetResult();

        public List<(long From, long To)> Reads { get; } = [];

        public long Last { get; set; } = 10_000;

        public bool Fails { get; set; }

        public void Hold() => _open = new();

        public void LetGo() => _open.SetResult();

        public async Task<IReadOnlyList<JournaledEvent>> ReadAsync(
            ConversationId id,
            string incarnation,
            long from,
            long to
        )
        {
            Reads.Add((from, to));
            await _open.Task;
            if (Fails)
                throw new IOException();
            return Numbers(from, Math.Min(to, Last))
                .Select(number => new JournaledEvent(
                    new(incarnation, number),
                    new ChunkAppended(new(1), ChunkKind.Text, "text", DateTimeOffset.UnixEpoch)
                ))
                .ToArray();
        }
    }
}
