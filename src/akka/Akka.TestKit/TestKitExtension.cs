using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Gives an actor system its test kit settings.</summary>
public class TestKitExtension : ExtensionIdProvider<TestKitSettings>
{
    /// <inheritdoc/>
    public override TestKitSettings CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new TestKitSettings(system.Settings.Config);
    }

    /// <summary>The settings of an actor system.</summary>
    public static TestKitSettings For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.GetExtension<TestKitSettings>();
    }
}
