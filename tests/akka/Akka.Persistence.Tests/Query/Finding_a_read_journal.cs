using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;

namespace Akka.Persistence.Tests.Query;

public sealed class Finding_a_read_journal()
    : Akka.TestKit.Xunit2.TestKit(ConfigurationFactory.ParseString(ReadJournals))
{
    private const string ReadJournals = """
        akka.persistence.query.journal.a {
          class = "Akka.Persistence.Tests.Query.Finding_a_read_journal+Provider, Akka.Persistence.Tests"
          name = first
        }
        akka.persistence.query.journal.b {
          class = "Akka.Persistence.Tests.Query.Finding_a_read_journal+Provider, Akka.Persistence.Tests"
          name = second
        }
        """;

    public sealed class Journal(string name) : IReadJournal
    {
        public string Name { get; } = name;

        public static Config DefaultConfiguration() =>
            ConfigurationFactory.ParseString("akka.persistence.query.journal.c.name = default");
    }

    public sealed class Provider(ExtendedActorSystem system, Config config) : IReadJournalProvider
    {
        public IReadJournal GetReadJournal() =>
            new Journal($"{config.GetString("name")} of {system.Name}");
    }

    [Fact]
    public void It_is_made_from_its_configuration()
    {
        Sys.ReadJournalFor<Journal>("akka.persistence.query.journal.a")
            .Name.ShouldBe($"first of {Sys.Name}");
        PersistenceQuery
            .Get(Sys)
            .ReadJournalFor<Journal>("akka.persistence.query.journal.b")
            .Name.ShouldBe($"second of {Sys.Name}");
    }

    [Fact]
    public void An_interface_is_enough_to_ask_for_it()
    {
        Sys.ReadJournalFor<IReadJournal>("akka.persistence.query.journal.a")
            .ShouldBeOfType<Journal>()
            .Name.ShouldBe($"first of {Sys.Name}");
    }

    [Fact]
    public void It_is_made_once()
    {
        Sys.ReadJournalFor<Journal>("akka.persistence.query.journal.a")
            .ShouldBeSameAs(Sys.ReadJournalFor<Journal>("akka.persistence.query.journal.a"));
    }

    [Fact]
    public void One_without_configuration_is_refused()
    {
        Should.Throw<ArgumentException>(() =>
            Sys.ReadJournalFor<Journal>("akka.persistence.query.journal.none")
        );
    }
}
