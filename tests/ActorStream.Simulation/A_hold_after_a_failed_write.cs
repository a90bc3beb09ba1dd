using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.Hosting;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>
/// A conversation dies of a failed write while its snapshot is on its way to the store, and nobody hears when
/// it comes. Whoever holds the conversation to change its rows must not have it come behind (I5).
/// </summary>
public sealed class A_hold_after_a_failed_write : IDisposable
{
    private readonly DeterministicRun _run = DeterministicRun.Start(1);
    private readonly FaultyStore _store = new();
    private readonly ConversationId _id = ConversationId.New();
    private readonly List<object> _replies = [];
    private readonly SimulatedNode _node;

    public A_hold_after_a_failed_write() =>
        _node = SimulatedNode.Start(_run, SimulatedNode.ConfigurationOf(_store.Name));

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    [EngineFact]
    public void Is_not_given_before_the_snapshot_must_have_come()
    {
        FailWithASnapshotOnItsWay();

        var (early, refusal) = Hold();
        early.ShouldBeNull();
        refusal.ShouldBe(new CommandRefused(RefusalReason.JournalUnavailable));
        _store.SnapshotsOf(_id.PersistenceId).ShouldBeEmpty("it is still on its way");
        _run.Advance(TimeSpan.FromSeconds(10));
        var (hold, _) = Hold();

        hold.ShouldNotBeNull();
        _store.SnapshotsOf(_id.PersistenceId).ShouldHaveSingleItem();
    }

    /// <summary>Nobody was given it, but the conversation goes on as after any failure.</summary>
    [EngineFact]
    public void That_is_not_given_leaves_the_conversation_to_the_others()
    {
        FailWithASnapshotOnItsWay();
        Hold().Hold.ShouldBeNull();

        Ask(new GetTranscript(_id));

        _replies[^1].ShouldBeOfType<ConversationTranscript>();
    }

    private void FailWithASnapshotOnItsWay()
    {
        Ask(new StartConversation(_id, "0123abcd", null));
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.SaveSnapshot,
            Fault.Slow(TimeSpan.FromSeconds(15))
        );
        Ask(new TakeSnapshot(_id));
        _store.Faults = FaultPlan.Scripted(StoreOperation.Write, Fault.Fails);
        Ask(new SubmitPrompt(_id, "a prompt", _node.Provider.Name, null, null, null, default));
        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.JournalUnavailable));
    }

    private (ConversationHold? Hold, CommandRefused? Refusal) Hold()
    {
        var hold = _run.Spawn(_node.System, "operator", () => _node.Gateway.HoldAsync(_id));
        _run.Advance(TimeSpan.FromSeconds(11));
        return hold.Result;
    }

    private void Ask(IConversationMessage message)
    {
        _node.Ask(message, _replies.Add);
        _run.Advance(TimeSpan.FromSeconds(1));
    }
}
