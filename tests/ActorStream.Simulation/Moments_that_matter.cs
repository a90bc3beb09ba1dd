using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;
using Akka.Actor;

namespace ActorStream.Simulation;

/// <summary>Moments that the simulation came past, or that no socket can hit on purpose.</summary>
public sealed class Moments_that_matter : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly DeterministicRun _run = DeterministicRun.Start(1);
    private readonly FaultyStore _store = new();
    private readonly SimulatedNode _node;
    private readonly ConversationId _id = ConversationId.New();
    private readonly List<object> _replies = [];

    public Moments_that_matter() =>
        _node = SimulatedNode.Start(_run, SimulatedNode.ConfigurationOf(_store.Name));

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    /// <summary>I6.</summary>
    [EngineFact]
    public void A_write_behind_one_that_is_rejected_leaves_no_gap()
    {
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.Write,
            Fault.IsRejected with
            {
                Before = TimeSpan.FromSeconds(1),
            }
        );
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        Ask(Prompt());
        _run.Advance(Soon);

        _store.EventsOf(_id.PersistenceId).ShouldBeEmpty();
        _replies.ShouldBe([
            new CommandRefused(RefusalReason.JournalUnavailable),
            new CommandRefused(RefusalReason.JournalUnavailable),
        ]);

        Ask(new StartConversation(_id, "0123abcd", null));
        _run.Advance(Soon);
        _replies[^1].ShouldBe(new ConversationCreated(_id, new("0123abcd", 1)));
    }

    /// <summary>I8: the provider is never asked for an answer that was stopped before its prompt was durable.</summary>
    [EngineFact]
    public void A_stop_that_comes_while_the_start_is_written_wins()
    {
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.Write,
            Fault.Slow(TimeSpan.FromSeconds(1))
        );
        Ask(Prompt());
        _run.RunUntilIdle();
        Ask(new StopTurn(_id, null));
        _run.Advance(Soon);

        _store
            .EventsOf(_id.PersistenceId)
            .Select(stored => stored.Event.GetType())
            .ShouldBe([typeof(ConversationStarted), typeof(TurnStarted), typeof(TurnAborted)]);
        _replies.OfType<PromptAccepted>().Count().ShouldBe(1);
        _replies.ShouldContain(new TurnStopped(new(1), new("0123abcd", 3)));
        _node.Provider.Asked.ShouldBeEmpty();
    }

    /// <summary>What is asked again while the first is being written is answered when that is durable.</summary>
    [EngineFact]
    public void A_repeated_request_waits_for_what_it_repeats()
    {
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.Write,
            Fault.Slow(TimeSpan.FromSeconds(1))
        );
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        _replies.ShouldBeEmpty();

        _run.Advance(Soon);
        var created = new ConversationCreated(_id, new("0123abcd", 1));
        _replies.ShouldBe([created, created]);
    }

    /// <summary>I17: the conversation is back as soon as the journal is, although one write never ended.</summary>
    [EngineFact]
    public void A_write_that_never_ends_keeps_nobody_out_for_long()
    {
        _store.Faults = FaultPlan.Scripted(StoreOperation.Write, Fault.Stalls);
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.Advance(Soon);
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.Advance(TimeSpan.FromSeconds(1));

        _replies[^1].ShouldBe(new ConversationCreated(_id, new("0123abcd", 1)));
    }

    /// <summary>I9: idle was said before the prompt came; the passivation comes after it.</summary>
    [EngineFact]
    public void A_prompt_that_meets_a_passivation_is_answered()
    {
        for (var steps = 0; steps < 60; steps++)
        {
            var id = ConversationId.New();
            // Unknown yet, so the actor that answers is idle, and says so.
            Ask(new WakeConversation(id));
            for (var step = 0; step < steps; step++)
                _run.Step();
            Ask(new StartConversation(id, "0123abcd", null));
            Ask(new SubmitPrompt(id, "", _node.Provider.Name, null, null, null, default));
            _run.Advance(TimeSpan.FromSeconds(1));
            foreach (var answer in _node.Provider.Asked)
                answer.Say("all").Finish();
            _run.Advance(TimeSpan.FromSeconds(1));

            foreach (var stored in _store.EventsOf(id.PersistenceId).Skip(1).Take(1))
            {
                stored.Event.ShouldBeOfType<TurnStarted>();
                _store.EventsOf(id.PersistenceId)[^1].Event.ShouldBeOfType<TurnCompleted>();
            }
        }
    }

    /// <summary>I19: nothing is left of an erased conversation, whichever of the two comes first.</summary>
    [EngineFact]
    public void A_snapshot_that_is_on_its_way_is_erased_too()
    {
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        Ask(Prompt());
        _run.RunUntilIdle();
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.SaveSnapshot,
            Fault.Slow(TimeSpan.FromSeconds(5))
        );
        var answer = _node.Provider.Asked.Single();
        for (var i = 0; i < 10; i++)
            answer.Say("a word");
        answer.Finish();
        _run.RunUntilIdle();
        Ask(new DeleteConversation(_id));
        _run.Advance(Soon);

        _replies[^1].ShouldBe(new ConversationErased(_id));
        _store.EventsOf(_id.PersistenceId).ShouldBeEmpty();
        _store.SnapshotsOf(_id.PersistenceId).ShouldBeEmpty();
        Ask(new GetTranscript(_id));
        _run.Advance(Soon);
        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.ConversationNotFound));
    }

    private SubmitPrompt Prompt() =>
        new(_id, "a prompt", _node.Provider.Name, null, null, null, WhileRunning.Reject);

    private void Ask(IConversationMessage message) => _node.Ask(message, _replies.Add);
}
