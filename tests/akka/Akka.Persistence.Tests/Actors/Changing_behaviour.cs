using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Changing_behaviour : PersistenceSpec
{
    [Fact]
    public void Commands_that_waited_are_received_by_the_behaviour_that_is_current_then()
    {
        var actor = StartNew();

        actor.Tell(
            new Do(a =>
                a.Persist(
                    $"hold:{PersistenceId}",
                    _ => a.BecomeOther(b => b.OnCommand<string>(text => b.Say($"other {text}")))
                )
            )
        );
        actor.Tell("a");
        actor.Tell("b");
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs("other a", "other b");
    }

    [Fact]
    public void An_unhandled_command_is_published()
    {
        var actor = StartNew();
        var unhandled = CreateTestProbe();
        Sys.EventStream.Subscribe(unhandled.Ref, typeof(Akka.Event.UnhandledMessage));

        actor.Tell(new Do(a => a.BecomeOther(b => b.OnCommand<int>(n => b.Say(n)))));
        actor.Tell("nobody's");
        actor.Tell(1);

        ExpectMsg(1);
        unhandled.ExpectMsg<Akka.Event.UnhandledMessage>().Message.ShouldBe("nobody's");
    }

    [Fact]
    public void An_untyped_actor_receives_by_hand()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ByHand(PersistenceId, TestActor)));
        actor.Tell("a");
        actor.Tell("switch");
        actor.Tell("b");

        ExpectMsgs("recovered", "stored a", "other b");
    }

    private sealed class ByHand(string persistenceId, IActorRef probe) : UntypedPersistentActor
    {
        public override string PersistenceId => persistenceId;

        protected override void OnRecover(object message)
        {
            if (message is RecoveryCompleted)
            {
                probe.Tell("recovered");
            }
        }

        protected override void OnCommand(object message)
        {
            if (message is "switch")
            {
                Become(other => probe.Tell($"other {other}"));
            }
            else
            {
                Persist(message, e => probe.Tell($"stored {e}"));
            }
        }
    }
}
