using Akka.Actor;

namespace Akka.Persistence.Query;

/// <summary>The extension's id.</summary>
public class PersistenceQueryProvider : ExtensionIdProvider<PersistenceQuery>
{
    /// <inheritdoc />
    public override PersistenceQuery CreateExtension(ExtendedActorSystem system) => new(system);
}

/// <summary>A shorter way to <see cref="PersistenceQuery.ReadJournalFor{TJournal}" />.</summary>
public static class PersistenceQueryExtensions
{
    /// <inheritdoc cref="PersistenceQuery.ReadJournalFor{TJournal}" />
    public static TJournal ReadJournalFor<TJournal>(
        this ActorSystem system,
        string readJournalPluginId
    )
        where TJournal : IReadJournal =>
        PersistenceQuery.Get(system).ReadJournalFor<TJournal>(readJournalPluginId);
}
