using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Tests.Conversations;

public sealed class The_tail_of_a_conversation
{
    private readonly TailBuffer _tail = new(new(4, 100));

    [Fact]
    public void It_answers_what_comes_after_a_number()
    {
        Add(1, 3);

        Numbers(_tail.After(0)).ShouldBe([1, 2, 3]);
        Numbers(_tail.After(2)).ShouldBe([3]);
        Numbers(_tail.After(3)).ShouldBeEmpty();
    }

    [Fact]
    public void It_forgets_the_oldest_beyond_its_count()
    {
        Add(1, 6);

        _tail.StartsAfter.ShouldBe(2);
        Numbers(_tail.After(2)).ShouldBe([3, 4, 5, 6]);
    }

    [Fact]
    public void It_forgets_the_oldest_beyond_its_length_but_never_the_last()
    {
        Add(1, 2);
        _tail.Add(Chunk(3, new string('x', 500)));

        _tail.StartsAfter.ShouldBe(2);
        Numbers(_tail.After(2)).ShouldBe([3]);
    }

    [Fact]
    public void It_answers_the_same_however_often_its_places_were_taken()
    {
        for (var number = 1; number <= 100; number++)
        {
            Add(number, number);
            var first = Math.Max(1, number - 3);
            for (var after = first - 1; after <= number; after++)
            {
                Numbers(_tail.After(after))
                    .ShouldBe(Enumerable.Range(after + 1, number - after).Select(n => (long)n));
            }
        }
    }

    [Fact]
    public void Those_who_ask_the_same_get_the_same_array()
    {
        Add(1, 2);

        _tail.After(1).ShouldBeSameAs(_tail.After(1));
        var before = _tail.After(1);
        Add(3, 3);
        Numbers(_tail.After(1)).ShouldBe([2, 3]);
        Numbers(before).ShouldBe([2]);
    }

    [Fact]
    public void After_a_snapshot_it_begins_behind_it()
    {
        _tail.SkipTo(10);
        _tail.StartsAfter.ShouldBe(10);
        Add(11, 12);

        Numbers(_tail.After(10)).ShouldBe([11, 12]);
    }

    private void Add(int from, int to)
    {
        for (var i = from; i <= to; i++)
            _tail.Add(Chunk(i, "x"));
    }

    private static JournaledEvent Chunk(long number, string text) =>
        new(
            new("0123abcd", number),
            new ChunkAppended(new(1), ChunkKind.Text, text, DateTimeOffset.UnixEpoch)
        );

    private static IEnumerable<long> Numbers(IReadOnlyList<JournaledEvent> events) =>
        events.Select(@event => @event.Cursor.SequenceNr);
}
