using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Timers_and_time_outs : PersistenceSpec
{
    private sealed class Timed(string persistenceId, IActorRef probe)
        : Scripted(persistenceId, probe),
            IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() =>
            Timers.StartSingleTimer("start", "started", TimeSpan.FromMilliseconds(1));
    }

    private IActorRef StartTimed(string id) =>
        Sys.ActorOf(Props.Create(() => new Timed(id, TestActor)));

    [Fact]
    public void A_timer_that_fires_during_recovery_is_received_after_it()
    {
        StartTimed(PersistenceId);

        ExpectMsgs("recovered", "started");
    }

    [Fact]
    public void A_timer_that_fires_while_events_are_written_is_received_after_them()
    {
        var actor = StartTimed(PersistenceId);
        ExpectMsgs("recovered", "started");

        actor.Tell(
            new Do(a =>
            {
                ((IWithTimers)a).Timers.StartSingleTimer("x", "tick", TimeSpan.FromMilliseconds(1));
                a.Persist($"hold:{PersistenceId}", _ => a.Say("handled"));
            })
        );
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs("handled", "tick");
    }

    [Fact]
    public void A_periodic_timer_goes_on_while_the_actor_persists()
    {
        var actor = StartTimed(PersistenceId);
        ExpectMsgs("recovered", "started");

        actor.Tell(
            new Do(a =>
                ((IWithTimers)a).Timers.StartPeriodicTimer(
                    "x",
                    new Do(b => b.Persist("tick", e => b.Say(e))),
                    TimeSpan.FromMilliseconds(5)
                )
            )
        );

        ExpectMsgs("tick", "tick", "tick");
    }

    [Fact]
    public void A_restart_ends_its_timers()
    {
        var actor = StartTimed(PersistenceId);
        ExpectMsgs("recovered", "started");

        actor.Tell(
            new Do(a =>
            {
                var timers = ((IWithTimers)a).Timers;
                timers.StartPeriodicTimer("x", "tick", TimeSpan.FromMilliseconds(10));
                throw new InvalidOperationException("on purpose");
            })
        );

        ExpectMsgs("recovered", "started");
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void The_receive_time_out_is_received_as_a_command()
    {
        var actor = StartNew();

        actor.Tell(new Do(a => a.Persist("one", _ => a.SetTimeout(TimeSpan.FromMilliseconds(20)))));

        ExpectMsg<ReceiveTimeout>();
    }
}
