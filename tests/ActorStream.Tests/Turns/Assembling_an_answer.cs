using ActorStream.Conversations.Events;
using ActorStream.Turns;
using Akka.Actor;
using Akka.Streams;

namespace ActorStream.Tests.Turns;

public sealed class Assembling_an_answer
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly AnswerAssembler _answer = new(new(1), 10);

    [Fact]
    public void A_character_that_was_cut_in_two_is_put_together()
    {
        const string smile = "🙂";

        Texts(_answer.Assemble([ProviderItem.OfText("a" + smile[0])], Now)).ShouldBe(["a"]);
        Texts(_answer.Assemble([ProviderItem.OfText(smile[1] + "b")], Now)).ShouldBe([smile + "b"]);
    }

    [Fact]
    public void Empty_pieces_make_no_events() =>
        _answer.Assemble([ProviderItem.OfText("")], Now).ShouldBeEmpty();

    [Fact]
    public void Nothing_follows_the_end()
    {
        var events = _answer.Assemble(
            [
                ProviderItem.OfText("a"),
                ProviderItem.End(FinishReasons.Stop),
                ProviderItem.OfText("late"),
                ProviderItem.End(FinishReasons.Stop),
            ],
            Now
        );

        events.Count.ShouldBe(2);
        events[1].ShouldBe(new TurnCompleted(new(1), FinishReasons.Stop, null, Now));
    }

    [Fact]
    public void An_answer_over_the_limit_fails_with_what_fitted()
    {
        var events = _answer.Assemble(
            [ProviderItem.OfText("12345"), ProviderItem.OfText("67890"), ProviderItem.OfText("1")],
            Now
        );

        events.Count.ShouldBe(3);
        events[2]
            .ShouldBeOfType<TurnFailed>()
            .Failure.Type.ShouldBe(TurnFailureTypes.AnswerTooLarge);
    }

    [Fact]
    public void What_was_said_before_a_failure_comes_before_it()
    {
        var events = _answer.Assemble(
            [ProviderItem.OfText("a"), ProviderItem.Failed(new IOException("gone"))],
            Now
        );

        events.Count.ShouldBe(2);
        events[0].ShouldBeOfType<ChunkAppended>().Text.ShouldBe("a");
        events[1]
            .ShouldBeOfType<TurnFailed>()
            .Failure.Type.ShouldBe(TurnFailureTypes.ProviderError);
    }

    [Fact]
    public void The_end_of_the_process_is_no_failure_of_the_turn()
    {
        var shutdown = new AbruptTerminationException(ActorRefs.NoSender);

        var events = _answer.Assemble(
            [ProviderItem.OfText("a"), ProviderItem.Failed(shutdown)],
            Now
        );

        events.ShouldHaveSingleItem().ShouldBeOfType<ChunkAppended>();
    }

    private static IEnumerable<string> Texts(IEnumerable<ConversationEvent> events) =>
        events.Cast<ChunkAppended>().Select(chunk => chunk.Text);
}
