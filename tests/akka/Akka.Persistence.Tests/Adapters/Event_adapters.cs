using Akka.Actor;
using Akka.Persistence.Journal;
using Akka.Persistence.Tests.Support;

namespace Akka.Persistence.Tests.Adapters;

public sealed class Event_adapters() : PersistenceSpec(Adapters)
{
    private const string Adapters = """
        akka.persistence.journal.scripted {
          event-adapters {
            prices = "Akka.Persistence.Tests.Adapters.Event_adapters+PriceAdapter, Akka.Persistence.Tests"
            tags = "Akka.Persistence.Tests.Adapters.Event_adapters+TagAdapter, Akka.Persistence.Tests"
          }
          event-adapter-bindings {
            "Akka.Persistence.Tests.Adapters.Event_adapters+Price, Akka.Persistence.Tests" = prices
            "Akka.Persistence.Tests.Adapters.Event_adapters+StoredPrice, Akka.Persistence.Tests" = prices
            "Akka.Persistence.Tests.Adapters.Event_adapters+INoted, Akka.Persistence.Tests" = tags
          }
        }
        """;

    public sealed record Price(int Cents);

    public sealed record StoredPrice(string Text);

    public interface INoted
    {
        string Text { get; }
    }

    public sealed record Note(string Text) : INoted;

    public sealed class PriceAdapter : IEventAdapter
    {
        public string Manifest(object evt) => "price.v1";

        public object ToJournal(object evt) => new StoredPrice($"{((Price)evt).Cents}");

        public IEventSequence FromJournal(object evt, string manifest)
        {
            var stored = (StoredPrice)evt;
            return stored.Text switch
            {
                "0" => EventSequence.Empty,
                "2" => EventSequence.Create($"{manifest} 1", $"{manifest} 2"),
                _ => EventSequence.Single($"{manifest} {stored.Text}"),
            };
        }
    }

    public sealed class TagAdapter : IWriteEventAdapter
    {
        public string Manifest(object evt) => string.Empty;

        public object ToJournal(object evt) => new Tagged(evt, ["note"]);
    }

    [Fact]
    public void The_handler_gets_the_event_and_the_replay_what_the_adapter_makes_of_it()
    {
        var actor = StartNew();
        actor.Tell(
            new Do(a => a.PersistAll([new Price(1), new Price(7)], e => a.Say($"{e.Cents}")))
        );
        ExpectMsgs("1", "7");

        StartAgain(actor);

        ExpectMsgs("replayed price.v1 1", "replayed price.v1 7", "recovered");
    }

    [Fact]
    public void One_stored_event_may_become_none_or_several()
    {
        var actor = StartNew();
        actor.Tell(
            new Do(a => a.PersistAll([new Price(0), new Price(2)], e => a.Say($"{e.Cents}")))
        );
        ExpectMsgs("0", "2");

        var next = StartAgain(actor);

        ExpectMsgs("replayed price.v1 1", "replayed price.v1 2", "recovered");
        next.Tell(new Do(a => a.Say($"{a.LastSequenceNr}")));
        ExpectMsg("2");
    }

    [Fact]
    public void A_binding_of_an_interface_holds_for_the_types_that_have_it()
    {
        var adapters = Persistence
            .Instance.Apply(Sys)
            .AdaptersFor("akka.persistence.journal.scripted");

        var adapted = adapters.Get<Note>().ToJournal(new Note("x"));

        var tagged = adapted.ShouldBeOfType<Tagged>();
        tagged.Tags.ShouldHaveSingleItem().ShouldBe("note");
        tagged.Payload.ShouldBe(new Note("x"));
    }

    [Fact]
    public void A_type_without_a_binding_is_stored_as_it_is()
    {
        var adapters = Persistence
            .Instance.Apply(Sys)
            .AdaptersFor("akka.persistence.journal.scripted");

        adapters.Get<string>().ShouldBe(IdentityEventAdapter.Instance);
    }
}
