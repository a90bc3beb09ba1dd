using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

public sealed class Asynchronous_commands : PersistenceSpec
{
    [Fact]
    public void Other_commands_wait_until_the_task_has_ended()
    {
        var actor = StartNew();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        actor.Tell(
            new DoAsync(async a =>
            {
                a.Say("begun");
                await gate.Task;
                a.Say("ended");
            })
        );
        actor.Tell("next");
        ExpectMsg("begun");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gate.SetResult();

        ExpectMsgs("ended", "next");
    }

    [Fact]
    public void What_is_persisted_after_an_await_is_stored_before_the_next_command()
    {
        var actor = StartNew();

        for (var n = 0; n < 50; n++)
        {
            var text = $"{n}";
            actor.Tell(
                new DoAsync(async a =>
                {
                    await Task.Yield();
                    a.Persist(text, e => a.Say(e));
                })
            );
            actor.Tell($"after {n}");
        }

        for (var n = 0; n < 50; n++)
        {
            ExpectMsgs($"{n}", $"after {n}");
        }
    }

    [Fact]
    public void One_handler_may_take_every_command()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TakesAll(TestActor)));
        actor.Tell("one");
        actor.Tell(2);
        ExpectMsgs("begun one", "stored one", "begun 2", "stored 2");
    }

    [Fact]
    public void A_task_that_fails_restarts_the_actor()
    {
        var actor = StartNew();
        PersistAndWait(actor, "one");

        actor.Tell(
            new DoAsync(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("on purpose");
            })
        );
        actor.Tell("after");

        ExpectMsgs("replayed one", "recovered", "after");
    }

    [Fact]
    public void A_task_that_has_ended_already_is_no_different()
    {
        var actor = StartNew();

        actor.Tell(
            new DoAsync(a =>
            {
                a.Persist("one", e => a.Say(e));
                return Task.CompletedTask;
            })
        );
        actor.Tell("next");

        ExpectMsgs("one", "next");
    }

    private sealed class TakesAll : ReceivePersistentActor
    {
        public TakesAll(IActorRef ear)
        {
            CommandAnyAsync(async message =>
            {
                ear.Tell($"begun {message}");
                await Task.Yield();
                Persist($"{message}", stored => ear.Tell($"stored {stored}"));
            });
        }

        public override string PersistenceId => "takes-all";
    }
}
