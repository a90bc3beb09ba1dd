using Akka.Actor;

namespace Akka.Persistence.Sql;

/// <summary>Makes the extension of an actor system.</summary>
public sealed class SqlPersistenceProvider : ExtensionIdProvider<SqlPersistence>
{
    /// <inheritdoc/>
    public override SqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
