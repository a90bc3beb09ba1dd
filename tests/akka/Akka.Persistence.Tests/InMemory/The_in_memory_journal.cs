using Akka.Configuration;
using Akka.Persistence.Tests.Conformance;

namespace Akka.Persistence.Tests.InMemory;

public sealed class The_in_memory_journal : JournalConformance
{
    protected override Config Config { get; } =
        ConfigurationFactory.ParseString(
            "akka.persistence.journal.plugin = \"akka.persistence.journal.inmem\""
        );

    protected override bool SerializesEvents => false;
}
