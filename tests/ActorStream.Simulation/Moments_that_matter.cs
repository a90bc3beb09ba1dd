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
        _replies[^1].ShouldBe(new TurnStopped(new(1), new("0123abcd", 3)));
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

    private SubmitPrompt Prompt() =>
        new(_id, "a prompt", _node.Provider.Name, null, null, null, WhileRunning.Reject);

    private void Ask(IConversationMessage message) => _node.Ask(message, _replies.Add);
}
