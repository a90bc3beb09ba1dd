using ActorStream.Conversations;
using ActorStream.Conversations.Messages;
using ActorStream.TestKit.Deterministic;
using ActorStream.TestKit.Faults;

namespace ActorStream.Simulation;

/// <summary>
/// The text of a conversation is in its events and in its snapshots, and a process or a store may fail between
/// the two deletions: whatever is left is found again (I19).
/// </summary>
public sealed class Erasures_that_are_cut_short : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly DeterministicRun _run = DeterministicRun.Start(1);
    private readonly FaultyStore _store = new();
    private readonly ConversationId _id = ConversationId.New();
    private readonly List<object> _replies = [];
    private SimulatedNode _node;

    public Erasures_that_are_cut_short() => _node = Start();

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    [EngineTheory]
    [InlineData(StoreOperation.DeleteSnapshots)]
    [InlineData(StoreOperation.Delete)]
    public void A_process_that_dies_before_a_deletion_is_followed_by_one_that_deletes(
        StoreOperation operation
    )
    {
        Say();
        _store.Faults = FaultPlan.Always(operation, Fault.Stalls);
        Ask(new DeleteConversation(_id));
        _run.Advance(TimeSpan.FromSeconds(1));
        _store.EventsOf(_id.PersistenceId).ShouldNotBeEmpty("they tell of what is left to do");

        Restart();

        ShouldBeErased();
    }

    [EngineTheory]
    [InlineData(StoreOperation.DeleteSnapshots)]
    [InlineData(StoreOperation.Delete)]
    public void A_process_that_dies_after_a_deletion_that_failed_is_followed_by_one_that_deletes(
        StoreOperation operation
    )
    {
        Say();
        _store.Faults = FaultPlan.Always(operation, Fault.Fails);
        Ask(new DeleteConversation(_id));
        _run.Advance(Soon);
        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.JournalUnavailable));

        Restart();

        ShouldBeErased();
    }

    [EngineTheory]
    [InlineData(StoreOperation.DeleteSnapshots)]
    [InlineData(StoreOperation.Delete)]
    public void A_deletion_that_fails_is_tried_again_without_being_asked(StoreOperation operation)
    {
        Say();
        _store.Faults = FaultPlan.Scripted(operation, Fault.Fails, Fault.Fails);
        Ask(new DeleteConversation(_id));
        _run.Advance(Soon);

        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.JournalUnavailable));
        ShouldBeErased();
    }

    [EngineTheory]
    [InlineData(StoreOperation.DeleteSnapshots)]
    [InlineData(StoreOperation.Delete)]
    public void Whoever_orders_it_again_after_a_failure_hears_how_that_ends(
        StoreOperation operation
    )
    {
        Say();
        _store.Faults = FaultPlan.Scripted(operation, Fault.Fails, Fault.Fails);
        for (var order = 1; order <= 3; order++)
        {
            Ask(new DeleteConversation(_id));
            _run.Advance(TimeSpan.FromSeconds(1));
        }

        _replies
            .TakeLast(3)
            .ShouldBe([
                new CommandRefused(RefusalReason.JournalUnavailable),
                new CommandRefused(RefusalReason.JournalUnavailable),
                new ConversationErased(_id),
            ]);
        ShouldBeErased();
    }

    /// <summary>
    /// The conversation has died of a failed write, and knows nothing of the snapshot that is on its way: looking
    /// for the conversation is enough.
    /// </summary>
    [EngineFact]
    public void A_snapshot_that_comes_behind_the_erasure_goes_when_somebody_asks()
    {
        Say(FaultPlan.Scripted(StoreOperation.SaveSnapshot, Fault.Slow(TimeSpan.FromSeconds(30))));
        _store.Faults = FaultPlan.Scripted(StoreOperation.Write, Fault.Fails);
        Ask(new SubmitPrompt(_id, "more", _node.Provider.Name, null, null, null, default));
        _run.Advance(TimeSpan.FromSeconds(2));
        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.JournalUnavailable));
        Ask(new DeleteConversation(_id));
        _run.Advance(TimeSpan.FromSeconds(2));
        _replies[^1].ShouldBe(new ConversationErased(_id));
        _run.Advance(Soon);
        _store.SnapshotsOf(_id.PersistenceId).ShouldNotBeEmpty();

        Ask(new GetTranscript(_id));
        _run.Advance(Soon);

        ShouldBeErased();
    }

    private SimulatedNode Start() =>
        SimulatedNode.Start(_run, SimulatedNode.ConfigurationOf(_store.Name));

    private void Restart()
    {
        _node.Kill();
        _store.Faults = FaultPlan.None;
        _node = Start();
        _run.Advance(Soon);
    }

    private void Say(IFaultPlan? faults = null)
    {
        Ask(new StartConversation(_id, "0123abcd", null));
        _run.RunUntilIdle();
        Ask(new SubmitPrompt(_id, "a prompt", _node.Provider.Name, null, null, null, default));
        _run.RunUntilIdle();
        var answer = _node.Provider.Asked.Single();
        for (var i = 0; i < 10; i++)
            answer.Say("a word");
        _store.Faults = faults ?? FaultPlan.None;
        answer.Finish();
        _run.Advance(TimeSpan.FromSeconds(2));
    }

    private void ShouldBeErased()
    {
        _store.EventsOf(_id.PersistenceId).ShouldBeEmpty();
        _store.SnapshotsOf(_id.PersistenceId).ShouldBeEmpty();
        Ask(new GetTranscript(_id));
        _run.Advance(Soon);
        _replies[^1].ShouldBe(new CommandRefused(RefusalReason.ConversationNotFound));
        _store.HighestSequenceNr(_id.PersistenceId).ShouldBeGreaterThan(0);
    }

    private void Ask(IConversationMessage message) => _node.Ask(message, _replies.Add);
}
