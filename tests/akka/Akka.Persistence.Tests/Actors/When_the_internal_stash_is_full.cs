using Akka.Actor;
using Akka.Event;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Actors;

/// <summary>Here it holds two commands.</summary>
public sealed class When_the_internal_stash_is_full()
    : PersistenceSpec("akka.actor.default-mailbox.stash-capacity = 2")
{
    private const string Reason =
        "Akka.NET documents the setting, but the stash of its persistent actors has no limit.";

    private IActorRef StartBusy(IStashOverflowStrategy? strategy)
    {
        var actor = Sys.ActorOf(
            Props.Create(() => new Strict(PersistenceId, TestActor, strategy)),
            "busy"
        );
        ExpectMsg("recovered");
        actor.Tell(new Do(a => a.Persist($"hold:{PersistenceId}", _ => a.Say("handled"))));
        return actor;
    }

    [EngineFact(Reason)]
    public void Further_commands_may_become_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = StartBusy(DiscardToDeadLetterStrategy.Instance);

        foreach (var command in new[] { "a", "b", "c" })
            actor.Tell(command);

        letters
            .FishForMessage<DeadLetter>(letter => letter.Message is "c")
            .Recipient.ShouldBe(actor);
        ScriptedJournal.Release(PersistenceId);
        ExpectMsgs("handled", "a", "b");
    }

    [EngineFact(Reason)]
    public void The_sender_of_a_further_command_may_be_told()
    {
        var sender = CreateTestProbe();
        var actor = StartBusy(new ReplyToStrategy("busy"));

        foreach (var command in new[] { "a", "b", "c" })
            actor.Tell(command, sender.Ref);

        sender.ExpectMsg("busy");
        sender.LastSender.ShouldBe(actor);
        ScriptedJournal.Release(PersistenceId);
        ExpectMsgs("handled", "a", "b");
    }

    /// <summary>Who is nobody can't be answered: what is said to nobody is a dead letter, as anywhere.</summary>
    [EngineFact(Reason)]
    public void An_answer_to_nobody_is_a_dead_letter_and_the_actor_goes_on()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = StartBusy(new ReplyToStrategy("busy"));

        foreach (var command in new[] { "a", "b", "c" })
            actor.Tell(command, ActorRefs.NoSender);

        letters.FishForMessage<DeadLetter>(letter => letter.Message is "busy");
        ScriptedJournal.Release(PersistenceId);
        ExpectMsgs("handled", "a", "b");
    }

    [EngineFact(Reason)]
    public void A_discarded_command_without_a_sender_is_a_dead_letter_too()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = StartBusy(DiscardToDeadLetterStrategy.Instance);

        foreach (var command in new[] { "a", "b", "c", "d" })
            actor.Tell(command, ActorRefs.NoSender);

        foreach (var command in new[] { "c", "d" })
        {
            letters
                .FishForMessage<DeadLetter>(letter => command.Equals(letter.Message))
                .Recipient.ShouldBe(actor);
        }

        ScriptedJournal.Release(PersistenceId);
        ExpectMsgs("handled", "a", "b");
    }

    [EngineFact(Reason)]
    public void The_actor_fails_unless_it_says_otherwise_and_keeps_what_it_has_stashed()
    {
        var actor = StartBusy(strategy: null);
        EventFilter
            .Exception<StashOverflowException>()
            .ExpectOne(() =>
            {
                foreach (var command in new[] { "a", "b", "c" })
                    actor.Tell(command);
            });

        ScriptedJournal.Release(PersistenceId);

        ExpectMsgs($"replayed hold:{PersistenceId}", "recovered", "a", "b");
    }

    private sealed class Strict(
        string persistenceId,
        IActorRef probe,
        IStashOverflowStrategy? strategy
    ) : Scripted(persistenceId, probe)
    {
        public override IStashOverflowStrategy InternalStashOverflowStrategy =>
            strategy ?? base.InternalStashOverflowStrategy;
    }
}
