using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Stashing : PersistenceSpec
{
    private sealed class Closed : ReceivePersistentActor
    {
        private bool _open;

        public Closed(string persistenceId, IActorRef probe)
        {
            PersistenceId = persistenceId;
            RecoverAny(_ => { });
            Command<string>(
                text => text == "open",
                _ =>
                    Persist(
                        "opened",
                        _ =>
                        {
                            _open = true;
                            Stash.UnstashAll();
                        }
                    )
            );
            Command<string>(
                text => text == "fail",
                _ => throw new InvalidOperationException("on purpose")
            );
            CommandAny(message =>
            {
                if (_open)
                {
                    Persist(message, probe.Tell);
                }
                else
                {
                    Stash.Stash();
                }
            });
        }

        public override string PersistenceId { get; }
    }

    private IActorRef StartClosed() =>
        Sys.ActorOf(Props.Create(() => new Closed(PersistenceId, TestActor)));

    [Fact]
    public void Stashed_commands_come_back_before_those_that_arrived_later()
    {
        var actor = StartClosed();
        foreach (var text in new[] { "a", "b", "c", "open", "d", "e" })
        {
            actor.Tell(text);
        }

        ExpectMsgs("a", "b", "c", "d", "e");
    }

    [Fact]
    public void Stashed_commands_survive_a_restart()
    {
        var actor = StartClosed();
        foreach (var text in new[] { "a", "b", "fail" })
        {
            actor.Tell(text);
        }

        actor.Tell("open");

        ExpectMsgs("a", "b");
    }

    [Fact]
    public void The_sender_of_a_stashed_command_is_kept()
    {
        var actor = StartNew();
        var probe = CreateTestProbe();

        actor.Tell(new Do(a => a.Persist($"hold:{PersistenceId}", _ => { })));
        actor.Tell(new Do(a => a.CurrentSender.Tell("answer")), probe.Ref);
        ScriptedJournal.Release(PersistenceId);

        probe.ExpectMsg("answer");
    }
}
