using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The extension's id: <c>Persistence.Instance.Apply(system)</c>.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    /// <summary>The only instance that is needed.</summary>
    public static Persistence Instance { get; } = new();

    /// <inheritdoc />
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);

    /// <summary>The configuration that applies where the application's says nothing.</summary>
    public static Config DefaultConfig() => ReferenceConfig.Value;
}
