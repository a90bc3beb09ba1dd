using System.Reflection;

namespace Akka.Api.Tests;

/// <summary>
/// Whatever the engine shows must exist in Akka.NET 1.5.30 under the same name and signature, or a
/// program written against the engine would not build on the packages.
/// </summary>
public class The_engines_public_face
{
    private const string Remedy =
        "Each line is a type or member that Akka.NET 1.5.30 has not, or that api/ doesn't carry yet: "
        + "make it internal, or spell it as the package does. When it is new and right, run "
        + "tests/akka/Akka.Api.Tests/update.sh with the folder of the full listings.";

    public static TheoryData<string> Assemblies => [.. Tool.Assemblies];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Shows_nothing_that_the_package_lacks(string name) =>
        Compare(name, (listing, assembly) => listing.StrangersIn(assembly), Remedy);

    /// <summary>
    /// A class that implements an interface of the engine must satisfy the package's, so the engine's has
    /// to ask for all of it; an enum with a gap would number its values otherwise.
    /// </summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Has_its_interfaces_and_enums_whole(string name) =>
        Compare(
            name,
            (listing, assembly) => listing.LackingIn(assembly).Except(OutsideTheSlice),
            "Each line is a member that Akka.NET 1.5.30 asks of whoever implements the interface."
        );

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Carries_no_line_that_the_engine_has_no_more(string name) =>
        Compare(name, (listing, assembly) => listing.OutdatedFor(assembly), Remedy);

    /// <summary>
    /// Interfaces that programs are given and don't implement, and those of their members whose types are
    /// outside the slice.
    /// </summary>
    private static string[] OutsideTheSlice =>
        [
            "Akka.Actor.IActorRefProvider.get_Deployer() -> Akka.Actor.Deployer",
            "Akka.Actor.IActorRefProvider.get_SerializationInformation() -> Akka.Serialization.Information",
            "Akka.Actor.ICell.TryGetChildStatsByName(System.String, out Akka.Actor.Internal.IChildStats)"
                + " -> System.Boolean",
            "Akka.Actor.ICell.get_ChildrenContainer() -> Akka.Actor.Internal.IChildrenContainer",
            "Akka.Streams.IGraph<TShape>.get_Module() -> Akka.Streams.Implementation.IModule",
        ];

    private static void Compare(
        string name,
        Func<Listing, Assembly, IEnumerable<string>> differences,
        string remedy
    )
    {
        var assembly = Assembly.Load(name);
        if (assembly.GetName().Version is { Major: 1, Minor: >= 5 })
        {
            // Built on the packages themselves, there is nothing to compare.
            return;
        }
        var file = Path.Combine(AppContext.BaseDirectory, "api", $"{name}.txt");
        differences(new Listing(file), assembly).ShouldBeEmpty(remedy);
    }
}
