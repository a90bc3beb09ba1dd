using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Tests.Conversations;

/// <summary>The decisions of a conversation, and the state they lead to (I3, I4, I6, I8, I9, I10).</summary>
public sealed class A_conversation
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConversationId Id = ConversationId.New();

    private ConversationState _state = ConversationState.Empty;

    [Fact]
    public void It_begins_once_and_answers_the_same_when_it_is_begun_again()
    {
        var first = Do(_state.Decide(new StartConversation(Id, "0123abcd", "Title"), Noon));
        var second = Do(_state.Decide(new StartConversation(Id, "ffffffff", null), Noon));

        first.ShouldBe(new ConversationCreated(Id, new("0123abcd", 1)));
        second.ShouldBe(first);
        _state.SequenceNr.ShouldBe(1);
    }

    [Fact]
    public void It_numbers_its_turns_and_tells_the_cursor_of_each_start()
    {
        Begin();

        Do(Prompt()).ShouldBe(new PromptAccepted(new(1), new("0123abcd", 2), false));
        Say("a", "b");
        Finish();
        Do(Prompt()).ShouldBe(new PromptAccepted(new(2), new("0123abcd", 6), false));
    }

    [Fact]
    public void It_refuses_a_prompt_while_a_turn_is_open_and_names_that_turn()
    {
        Begin();
        Do(Prompt());

        Refusal(Prompt()).ShouldBe(new CommandRefused(RefusalReason.TurnRunning, new TurnId(1)));
    }

    [Fact]
    public void A_prompt_that_interrupts_ends_the_open_turn_in_the_same_write()
    {
        Begin();
        Do(Prompt());

        var decision = _state
            .Decide(Submit(whileRunning: WhileRunning.Interrupt), Noon)
            .ShouldBeOfType<Decision.Write>();

        decision.Events.Count.ShouldBe(2);
        decision.Events[0].ShouldBe(new TurnAborted(new(1), AbortReasons.Interrupted, Noon));
        decision.Events[1].ShouldBeOfType<TurnStarted>().TurnId.ShouldBe(new(2));
        decision.Reply.ShouldBe(new PromptAccepted(new(2), new("0123abcd", 4), false));
    }

    [Fact]
    public void The_same_key_and_body_give_the_same_turn_also_when_it_has_ended()
    {
        Begin();
        Do(Prompt(key: "k", hash: "h"));
        Finish();

        Do(Prompt(key: "k", hash: "h"))
            .ShouldBe(new PromptAccepted(new(1), new("0123abcd", 2), true));
        _state.Turns.Count.ShouldBe(1);
    }

    [Fact]
    public void A_stop_that_comes_before_its_prompt_waits_for_it()
    {
        Begin();

        _state.Decide(new StopTurn(Id, null, "k"), Noon).ShouldBe(new Decision.Wait("k"));
    }

    [Fact]
    public void A_prompt_that_was_stopped_before_it_came_starts_and_ends_in_one_write()
    {
        Begin();

        var decision = _state
            .Decide(Submit(key: "k", hash: "h"), Noon, isStopped: true)
            .ShouldBeOfType<Decision.Write>();

        decision.Reply.ShouldBe(new PromptAccepted(new(1), new("0123abcd", 2), false));
        decision.Events.Count.ShouldBe(2);
        decision.Events[1].ShouldBe(new TurnAborted(new(1), AbortReasons.User, Noon));
        Do(decision);
        _state
            .Decide(new StopTurn(Id, null, "k"), Noon)
            .ShouldBe(new Decision.Repeat(new TurnStopped(new(1), new("0123abcd", 3))));
    }

    [Fact]
    public void A_stop_by_the_prompts_key_means_that_prompts_turn_and_no_later_one()
    {
        Begin();
        Do(Prompt(key: "k", hash: "h"));
        Finish();
        Do(Prompt());

        Refusal(_state.Decide(new StopTurn(Id, null, "k"), Noon))
            .Reason.ShouldBe(RefusalReason.TurnEnded);
        _state.OpenTurn!.TurnId.ShouldBe(new(2));
    }

    [Fact]
    public void The_same_key_with_another_body_is_refused()
    {
        Begin();
        Do(Prompt(key: "k", hash: "h"));

        Refusal(Prompt(key: "k", hash: "other"))
            .Reason.ShouldBe(RefusalReason.IdempotencyKeyReused);
    }

    [Fact]
    public void A_stop_gives_the_same_marker_however_often_it_is_asked_for()
    {
        Begin();
        Do(Prompt());
        Say("a");

        var first = Do(_state.Decide(new StopTurn(Id, null), Noon));
        var again = Do(_state.Decide(new StopTurn(Id, null), Noon));
        var named = Do(_state.Decide(new StopTurn(Id, new TurnId(1)), Noon));

        first.ShouldBe(new TurnStopped(new(1), new("0123abcd", 4)));
        again.ShouldBe(first);
        named.ShouldBe(first);
        _state.SequenceNr.ShouldBe(4);
    }

    [Fact]
    public void A_stop_of_a_turn_that_ended_otherwise_says_how_it_ended()
    {
        Begin();
        Do(Prompt());
        Finish();

        Refusal(_state.Decide(new StopTurn(Id, new TurnId(1)), Noon))
            .ShouldBe(
                new CommandRefused(
                    RefusalReason.TurnEnded,
                    new TurnId(1),
                    TurnStatus.Completed,
                    new Cursor("0123abcd", 3)
                )
            );
        Refusal(_state.Decide(new StopTurn(Id, null), Noon))
            .Reason.ShouldBe(RefusalReason.NoOpenTurn);
        Refusal(_state.Decide(new StopTurn(Id, new TurnId(2)), Noon))
            .Reason.ShouldBe(RefusalReason.TurnNotFound);
    }

    [Fact]
    public void No_chunk_follows_the_end_of_its_turn()
    {
        Begin();
        Do(Prompt());
        Finish();

        Should.Throw<InvalidOperationException>(() => Say("late"));
    }

    [Fact]
    public void A_turn_has_one_end()
    {
        Begin();
        Do(Prompt());
        Finish();

        Should.Throw<InvalidOperationException>(() =>
            _state.Apply(new TurnAborted(new(1), AbortReasons.User, Noon))
        );
    }

    [Fact]
    public void Healing_marks_an_open_turn_once()
    {
        Begin();
        _state.Heal(Noon).ShouldBeNull();
        Do(Prompt());

        var mark = _state.Heal(Noon).ShouldNotBeNull();
        _state = _state.Apply(mark);

        _state.Turns[0].Status.ShouldBe(TurnStatus.Interrupted);
        _state.Heal(Noon).ShouldBeNull();
    }

    [Fact]
    public void Deleting_ends_an_open_turn_and_nothing_is_found_afterwards()
    {
        Begin();
        Do(Prompt());

        Do(_state.Decide(new DeleteConversation(Id), Noon)).ShouldBe(new ConversationErased(Id));

        _state.SequenceNr.ShouldBe(4);
        Refusal(Prompt()).Reason.ShouldBe(RefusalReason.ConversationNotFound);
        Refusal(_state.Decide(new StopTurn(Id, null), Noon))
            .Reason.ShouldBe(RefusalReason.ConversationNotFound);
        Refusal(_state.Decide(new DeleteConversation(Id), Noon))
            .Reason.ShouldBe(RefusalReason.ConversationNotFound);
    }

    [Fact]
    public void Before_it_began_nothing_is_found()
    {
        Refusal(Prompt()).Reason.ShouldBe(RefusalReason.ConversationNotFound);
        Refusal(_state.Decide(new DeleteConversation(Id), Noon))
            .Reason.ShouldBe(RefusalReason.ConversationNotFound);
    }

    private void Begin() => Do(_state.Decide(new StartConversation(Id, "0123abcd", null), Noon));

    private Decision Prompt(string? key = null, string? hash = null) =>
        _state.Decide(Submit(key, hash), Noon);

    private static SubmitPrompt Submit(
        string? key = null,
        string? hash = null,
        WhileRunning whileRunning = WhileRunning.Reject
    ) =>
        new(
            Id,
            "Hello",
            "demo",
            null,
            null,
            key is null ? null : new(key, hash ?? ""),
            whileRunning
        );

    private void Say(params string[] texts)
    {
        foreach (var text in texts)
        {
            _state = _state.Apply(
                new ChunkAppended(_state.Turns[^1].TurnId, ChunkKind.Text, text, Noon)
            );
        }
    }

    private void Finish() =>
        _state = _state.Apply(new TurnCompleted(_state.Turns[^1].TurnId, "stop", null, Noon));

    private object Do(Decision decision)
    {
        switch (decision)
        {
            case Decision.Write write:
                foreach (var @event in write.Events)
                    _state = _state.Apply(@event);
                return write.Reply;
            case Decision.Repeat repeat:
                return repeat.Reply;
            default:
                throw new ShouldAssertException($"Refused: {decision}");
        }
    }

    private static CommandRefused Refusal(Decision decision) =>
        decision.ShouldBeOfType<Decision.Refuse>().Reply;
}
