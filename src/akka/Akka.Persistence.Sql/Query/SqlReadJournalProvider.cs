using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Query;

namespace Akka.Persistence.Sql.Query;

/// <summary>Makes the read journal of a section.</summary>
/// <param name="system">The actor system.</param>
/// <param name="config">The plug-in's section.</param>
public class SqlReadJournalProvider(ExtendedActorSystem system, Config config)
    : IReadJournalProvider
{
    /// <inheritdoc/>
    public IReadJournal GetReadJournal() => new SqlReadJournal(system, config);
}
