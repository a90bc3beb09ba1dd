using System.Reflection;

namespace Akka.Api.Tests;

/// <summary>The public API of one Akka.NET package, as one of the text files in <c>api/</c>.</summary>
internal sealed class Listing
{
    private readonly List<string> lines;
    private readonly HashSet<string> members;
    private readonly Dictionary<string, TypeLine> types;

    internal Listing(string file)
    {
        lines = [.. File.ReadAllLines(file)];
        types = lines
            .Where(line => !line.Contains('(', StringComparison.Ordinal))
            .Where(IsType)
            .Select(TypeLine.Parse)
            .ToDictionary(type => type.Key, StringComparer.Ordinal);
        members = lines.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What the assembly shows and the package doesn't, each with the reason.</summary>
    internal IEnumerable<string> StrangersIn(Assembly assembly)
    {
        foreach (var type in PublicApi.TypesOf(assembly))
        {
            if (!types.TryGetValue(type.Key, out var listed))
            {
                yield return $"{type.Key}: no such type is listed";
            }
            else if (type.DifferenceFrom(listed) is { } difference)
            {
                yield return $"{type.Key}: {difference}";
            }
        }
        foreach (var member in PublicApi.MembersOf(assembly))
        {
            if (!members.Contains(member))
            {
                yield return member;
            }
        }
    }

    /// <summary>The lines that the assembly implements, in their order.</summary>
    internal IEnumerable<string> ImplementedBy(Assembly assembly)
    {
        var own = PublicApi.MembersOf(assembly).ToHashSet(StringComparer.Ordinal);
        var ownTypes = PublicApi
            .TypesOf(assembly)
            .Select(type => type.Key)
            .ToHashSet(StringComparer.Ordinal);
        return lines.Where(line =>
            own.Contains(line) || (IsType(line) && ownTypes.Contains(TypeLine.Parse(line).Key))
        );
    }

    private static bool IsType(string line)
    {
        var start =
            line.StartsWith("static ", StringComparison.Ordinal) ? 7
            : line.StartsWith("abstract ", StringComparison.Ordinal) ? 9
            : 0;
        var rest = line.AsSpan(start);
        return rest.StartsWith("class ", StringComparison.Ordinal)
            || rest.StartsWith("struct ", StringComparison.Ordinal)
            || rest.StartsWith("interface ", StringComparison.Ordinal)
            || rest.StartsWith("enum ", StringComparison.Ordinal);
    }
}
