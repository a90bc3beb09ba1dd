using Akka.Persistence.Journal;
using Akka.Persistence.Tests.Support;
using Shouldly;

namespace Akka.Persistence.Tests.Adapters;

public sealed class Several_adapters_for_one_type() : PersistenceSpec(Adapters)
{
    private const string Adapters = """
        akka.persistence.journal.scripted {
          event-adapters {
            first = "Akka.Persistence.Tests.Adapters.Several_adapters_for_one_type+First, Akka.Persistence.Tests"
            second = "Akka.Persistence.Tests.Adapters.Several_adapters_for_one_type+Second, Akka.Persistence.Tests"
          }
          event-adapter-bindings {
            "System.String" = [first, second]
          }
        }
        """;

    public sealed class First : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) =>
            EventSequence.Single($"first {evt}");
    }

    public sealed class Second : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) =>
            EventSequence.Single($"second {evt}");
    }

    [Fact]
    public void Each_that_reads_adds_what_it_makes_of_the_event()
    {
        var adapters = Persistence
            .Instance.Apply(Sys)
            .AdaptersFor("akka.persistence.journal.scripted");

        adapters
            .Get<string>()
            .FromJournal("x", string.Empty)
            .Events.ShouldBe<object>(["first x", "second x"]);
    }
}
