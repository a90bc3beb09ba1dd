using ActorStream.Catalog;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Tests.Catalog;

public sealed class The_list_of_conversations
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ConversationIndex _index = new();

    [Fact]
    public void It_pages_through_all_newest_first_without_repeats()
    {
        var ids = Enumerable.Range(0, 25).Select(minute => Put(minute)).Reverse().ToArray();

        var seen = new List<ConversationId>();
        ListPosition? before = null;
        do
        {
            var page = _index.Page(new(10, before));
            seen.AddRange(page.Items.Select(item => item.ConversationId));
            before = page.Next;
        } while (before is not null);

        seen.ShouldBe(ids);
    }

    [Fact]
    public void What_is_older_than_what_is_known_is_ignored()
    {
        var id = ConversationId.New();
        _index.Put(Entry(id, 5) with { SequenceNr = 9, IsRunning = false });
        _index.Put(Entry(id, 1) with { SequenceNr = 8, IsRunning = true });

        _index.Page(new(10, null)).Items.ShouldHaveSingleItem().IsRunning.ShouldBeFalse();
    }

    [Fact]
    public void Of_an_erased_conversation_it_keeps_no_title()
    {
        var id = ConversationId.New();
        _index.Put(Entry(id, 5) with { SequenceNr = 9, Title = "a secret" });
        _index.Put(Entry(id, 6) with { SequenceNr = 10, Title = "a secret", IsDeleted = true });

        _index.Find(id)!.Title.ShouldBeNull();
    }

    [Fact]
    public void Replaying_tagged_events_gives_title_state_and_count()
    {
        var id = ConversationId.New();
        _index.Replay(id, 1, new ConversationStarted("0123abcd", null, Noon));
        _index.Replay(
            id,
            2,
            new TurnStarted(new(1), "First\nline", "demo", null, null, null, Noon)
        );
        _index.Unfinished.ShouldBe([id]);
        _index.Replay(id, 9, new TurnAborted(new(1), "user", Noon.AddMinutes(1)));

        var entry = _index.Page(new(1, null)).Items.ShouldHaveSingleItem();
        entry.Title.ShouldBe("First");
        entry.Turns.ShouldBe(1);
        entry.IsRunning.ShouldBeFalse();
        entry.CreatedAt.ShouldBe(Noon);
        entry.UpdatedAt.ShouldBe(Noon.AddMinutes(1));
        _index.Unfinished.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_erased_is_not_listed()
    {
        var id = Put(1);
        _index.Put(Entry(id, 2) with { SequenceNr = 100, IsDeleted = true });

        _index.Page(new(10, null)).Items.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_gone_takes_no_memory()
    {
        var id = ConversationId.New();
        _index.Put(Entry(id, 1) with { IsRunning = true });
        _index.Put(Entry(id, 2) with { SequenceNr = 2, IsDeleted = true });
        _index.Unfinished.ShouldBe([id]);

        _index.Forget(id);

        _index.Find(id).ShouldBeNull();
        _index.Unfinished.ShouldBeEmpty();
        _index.Count.ShouldBe(0);
        _index.Running.ShouldBe(0);
    }

    [Fact]
    public void A_position_is_read_back()
    {
        var position = new ListPosition(Noon, ConversationId.New().Value);

        ListPosition.TryParse(position.ToString(), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(position);
        ListPosition.TryParse("x-y", out _).ShouldBeFalse();
        ListPosition.TryParse(null, out _).ShouldBeFalse();
    }

    private ConversationId Put(int minute)
    {
        var id = ConversationId.New();
        _index.Put(Entry(id, minute));
        return id;
    }

    private static ConversationChanged Entry(ConversationId id, int minute) =>
        new(id, 1, null, Noon, Noon.AddMinutes(minute), false, 0, false);
}
