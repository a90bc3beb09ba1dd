using ActorStream.TestKit.Faults;
using Akka.Actor;

namespace ActorStream.TestKit.Tests;

/// <summary>Every fault, as an actor meets it.</summary>
public sealed class A_store_that_fails : Akka.TestKit.Xunit2.TestKit
{
    private readonly FaultyStore _store;

    public A_store_that_fails()
        : this(new FaultyStore()) { }

    private A_store_that_fails(FaultyStore store)
        : base(store.Configuration) => _store = store;

    [Fact]
    public void A_write_that_fails_stops_the_actor_and_stores_nothing()
    {
        var account = Watch(Open("recovered 0"));
        _store.Faults = FaultPlan.Always(StoreOperation.Write, Fault.Fails);
        account.Tell(5);
        ExpectMsg("failed 5");
        ExpectTerminated(account);
        _store.EventsOf("account").ShouldBeEmpty();
    }

    [Fact]
    public void A_write_that_is_rejected_stores_nothing_and_the_actor_goes_on()
    {
        var account = Open("recovered 0");
        _store.Faults = FaultPlan.Scripted(StoreOperation.Write, Fault.IsRejected);
        account.Tell(5);
        account.Tell(7);
        ExpectMsg("rejected 5");
        ExpectMsg("balance 7");
        _store.EventsOf("account").Select(stored => stored.Event).ShouldBe([7]);
    }

    [Fact]
    public void A_write_that_fails_afterwards_is_there_at_the_next_recovery()
    {
        var account = Watch(Open("recovered 0"));
        using (_store.Suffer(FaultPlan.Always(StoreOperation.Write, Fault.FailsAfterwards)))
        {
            account.Tell(5);
            ExpectMsg("failed 5");
            ExpectTerminated(account);
        }

        Open("recovered 5");
    }

    [Fact]
    public void A_slow_write_is_answered_later()
    {
        var account = Open("recovered 0");
        _store.Faults = FaultPlan.Scripted(
            StoreOperation.Write,
            Fault.Slow(TimeSpan.FromMilliseconds(20)),
            Fault.AnswersLate(TimeSpan.FromMilliseconds(20))
        );
        account.Tell(5);
        account.Tell(7);
        ExpectMsg("balance 5");
        ExpectMsg("balance 12");
    }

    [Theory]
    [InlineData(StoreOperation.ReadHighest)]
    [InlineData(StoreOperation.Replay)]
    [InlineData(StoreOperation.LoadSnapshot)]
    public void A_recovery_that_fails_stops_the_actor(StoreOperation operation)
    {
        Open("recovered 0").Tell(5);
        ExpectMsg("balance 5");
        _store.Faults = FaultPlan.Always(operation, Fault.Fails);
        ExpectTerminated(Watch(Open("recovery failed")));
    }

    [Fact]
    public void A_snapshot_that_cannot_be_saved_is_reported_and_the_events_remain()
    {
        var account = Open("recovered 0");
        account.Tell(5);
        ExpectMsg("balance 5");
        using (_store.Suffer(FaultPlan.Always(StoreOperation.SaveSnapshot, Fault.Fails)))
        {
            account.Tell("snapshot");
            ExpectMsg("snapshot failed");
        }

        account.Tell("snapshot");
        ExpectMsg("snapshot saved");
        account.Tell(2);
        ExpectMsg("balance 7");
        _store.SnapshotsOf("account").Count.ShouldBe(1);
        Open("recovered 7");
    }

    [Fact]
    public void A_number_is_taken_once()
    {
        var first = Open("recovered 0");
        var second = Open("recovered 0");
        first.Tell(1);
        ExpectMsg("balance 1");
        second.Tell(2);
        ExpectMsg("failed 2");
        _store.EventsOf("account").Select(stored => stored.Event).ShouldBe([1]);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _store.Dispose();
    }

    private IActorRef Open(string expected)
    {
        var account = Sys.ActorOf(Props.Create(() => new Account(TestActor)));
        ExpectMsg(expected);
        return account;
    }
}
