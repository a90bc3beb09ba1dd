using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Gives an actor system the assertions of its test framework.</summary>
public class TestKitAssertionsExtension : ExtensionIdProvider<TestKitAssertionsProvider>
{
    private readonly ITestKitAssertions _assertions;

    /// <summary>An extension that hands out <paramref name="assertions"/>.</summary>
    public TestKitAssertionsExtension(ITestKitAssertions assertions) => _assertions = assertions;

    /// <inheritdoc/>
    public override TestKitAssertionsProvider CreateExtension(ExtendedActorSystem system) =>
        new(_assertions);

    /// <summary>The assertions of an actor system that a test kit was put on.</summary>
    public static TestKitAssertionsProvider For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.GetExtension<TestKitAssertionsProvider>();
    }
}

/// <summary>Holds the assertions of a test framework.</summary>
public class TestKitAssertionsProvider : IExtension
{
    /// <summary>Holds <paramref name="assertions"/>.</summary>
    public TestKitAssertionsProvider(ITestKitAssertions assertions) => Assertions = assertions;

    /// <summary>The assertions.</summary>
    public ITestKitAssertions Assertions { get; }
}
