using System.Reflection;
using System.Runtime.Loader;

namespace Akka.Api.Tests;

internal static class Tool
{
    internal static readonly string[] Assemblies =
    [
        "Akka",
        "Akka.Streams",
        "Akka.Persistence",
        "Akka.Persistence.Query",
        "Akka.Persistence.Sql",
        "Akka.TestKit",
        "Akka.TestKit.Xunit2",
        "Akka.Streams.TestKit",
    ];

    internal static int Update(string listings, string target)
    {
        var strangers = 0;
        foreach (var name in Assemblies)
        {
            var assembly = Assembly.Load(name);
            var listing = new Listing(Path.Combine(listings, $"{name}.txt"));
            var lines = listing.ImplementedBy(assembly).ToList();
            var file = Path.Combine(target, $"{name}.txt");
            File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
            Console.WriteLine($"{name}: {lines.Count} lines");
            strangers += Print(listing.StrangersIn(assembly));
        }
        return strangers == 0 ? 0 : 1;
    }

    internal static int Check(string assemblyFile, string listing)
    {
        var path = Path.GetFullPath(assemblyFile);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Find(Path.GetDirectoryName(path)!, name.Name!) is { } found
                ? context.LoadFromAssemblyPath(found)
                : null;
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        var strangers = Print(new Listing(listing).StrangersIn(assembly));
        Console.WriteLine($"{assembly.GetName().Name}: {strangers} strangers");
        return strangers == 0 ? 0 : 1;
    }

    internal static int Usage()
    {
        Console.Error.WriteLine("update LISTINGS TARGET | check ASSEMBLY.dll LISTING.txt");
        return 2;
    }

    private static int Print(IEnumerable<string> strangers)
    {
        var count = 0;
        foreach (var stranger in strangers)
        {
            Console.WriteLine(stranger);
            count++;
        }
        return count;
    }

    /// <summary>A dependency lies beside the assembly, or where restore put its package.</summary>
    private static string? Find(string folder, string name)
    {
        var beside = Path.Combine(folder, $"{name}.dll");
        if (File.Exists(beside))
        {
            return beside;
        }
        var packages = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".nuget",
            "packages"
        );
        return Directory
            .EnumerateFiles(packages, $"{name}.dll", SearchOption.AllDirectories)
            .Where(file => file.Contains("/lib/", StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
