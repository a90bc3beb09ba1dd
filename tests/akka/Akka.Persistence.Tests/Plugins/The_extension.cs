using Akka.Actor;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Plugins;

public sealed class The_extension : PersistenceSpec
{
    private PersistenceExtension Extension => Persistence.Instance.Apply(Sys);

    [Fact]
    public void The_default_journal_is_the_configured_one()
    {
        Extension
            .JournalFor(null)
            .ShouldBe(Extension.JournalFor("akka.persistence.journal.scripted"));
        Extension
            .JournalFor("")
            .ShouldNotBe(Extension.JournalFor("akka.persistence.journal.inmem"));
    }

    [Fact]
    public void A_plug_in_is_started_once()
    {
        Extension
            .SnapshotStoreFor("akka.persistence.snapshot-store.inmem")
            .ShouldBe(Extension.SnapshotStoreFor(null));
    }

    [Fact]
    public void An_unknown_plug_in_is_refused()
    {
        Should.Throw<ArgumentException>(() =>
            Extension.JournalFor("akka.persistence.journal.none")
        );
    }

    [Fact]
    public void An_actor_chooses_its_journal()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Elsewhere(PersistenceId, TestActor)));
        ExpectMsg("recovered");

        // The scripted journal would fail it.
        actor.Tell(new Do(a => a.Persist("fail", e => a.Say(e))));

        ExpectMsg("fail");
    }

    private sealed class Elsewhere : Scripted
    {
        public Elsewhere(string persistenceId, IActorRef probe)
            : base(persistenceId, probe)
        {
            JournalPluginId = "akka.persistence.journal.inmem";
        }
    }

    [Fact]
    public void An_actor_without_a_persistence_id_does_not_start()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Scripted(null!, TestActor, null))));

        ExpectTerminated(actor);
    }
}
