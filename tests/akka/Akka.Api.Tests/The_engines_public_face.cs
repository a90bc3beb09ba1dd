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
    public void Shows_nothing_that_the_package_lacks(string name)
    {
        var assembly = Assembly.Load(name);
        if (assembly.GetName().Version is { Major: 1, Minor: >= 5 })
        {
            // Built on the packages themselves, there is nothing to compare.
            return;
        }
        var file = Path.Combine(AppContext.BaseDirectory, "api", $"{name}.txt");
        new Listing(file).StrangersIn(assembly).ShouldBeEmpty(Remedy);
    }
}
