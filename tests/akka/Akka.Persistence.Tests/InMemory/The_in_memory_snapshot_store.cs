using Akka.Configuration;
using Akka.Persistence.Tests.Conformance;

namespace Akka.Persistence.Tests.InMemory;

public sealed class The_in_memory_snapshot_store : SnapshotStoreConformance
{
    protected override Config Config { get; } =
        ConfigurationFactory.ParseString(
            "akka.persistence.snapshot-store.plugin = \"akka.persistence.snapshot-store.inmem\""
        );
}
