using System.Reflection;

namespace Akka.Api.Tests;

/// <summary>
/// The public API of one Akka.NET package, as one of the text files in <c>api/</c>. What it states is
/// compared: the kind of each type, its base and interfaces; of each member the owner, the name, static or
/// not, generic and other parameters in order with their types and directions, which of them are optional
/// and what those are called, and the type that it returns or has. Values of defaults and enums,
/// constraints, access, <c>sealed</c>, <c>virtual</c> and attributes it doesn't state.
/// </summary>
internal sealed class Listing
{
    private readonly List<string> lines;
    private readonly HashSet<string> members;
    private readonly ILookup<string, string> membersByName;
    private readonly Dictionary<string, TypeLine> types;
    private readonly Dictionary<string, string> kinds;

    internal Listing(string file)
    {
        lines = [.. File.ReadAllLines(file)];
        var listed = lines.Where(IsType).Select(TypeLine.Parse).ToList();
        types = listed.ToDictionary(type => type.Key, StringComparer.Ordinal);
        kinds = listed.ToDictionary(type => type.Name, type => type.Key, StringComparer.Ordinal);
        members = lines.Where(line => !IsType(line)).ToHashSet(StringComparer.Ordinal);
        membersByName = members.ToLookup(Member.NameOf, StringComparer.Ordinal);
    }

    /// <summary>What the assembly shows and the package doesn't, in both forms.</summary>
    internal IEnumerable<string> StrangersIn(Assembly assembly)
    {
        foreach (var type in PublicApi.TypesOf(assembly))
        {
            if (types.TryGetValue(type.Key, out var listed))
            {
                if (type.DifferenceFrom(listed) is { } difference)
                {
                    yield return $"{type.Key}: {difference}";
                }
            }
            else if (kinds.TryGetValue(type.Name, out var other))
            {
                yield return $"{type.Name}\n    engine: {type.Key}\n    listed: {other}";
            }
            else
            {
                yield return $"{type.Key}\n    listed: no type of that name";
            }
        }
        foreach (var member in PublicApi.MembersOf(assembly).Where(m => !members.Contains(m)))
        {
            yield return Stranger(member);
        }
    }

    /// <summary>
    /// What a program that implements an interface would have to write for the package and not for the
    /// engine; and enum values that are missing, because those after them would then have other numbers.
    /// </summary>
    internal IEnumerable<string> LackingIn(Assembly assembly)
    {
        var own = PublicApi.MembersOf(assembly).ToHashSet(StringComparer.Ordinal);
        var whole = PublicApi.TypesOf(assembly).Where(MustBeWhole).ToList();
        var names = whole.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var type in whole.Where(type => types.ContainsKey(type.Key)))
        {
            var without = types[type.Key].Interfaces.Except(type.Interfaces).ToList();
            if (type.Kind == "interface" && without.Count > 0)
            {
                yield return $"{type.Key} : {string.Join(", ", without)}";
            }
        }
        foreach (
            var line in members.Where(m => names.Contains(Member.OwnerOf(m)) && !own.Contains(m))
        )
        {
            yield return line.Trim();
        }
    }

    /// <summary>Lines that stand here though the assembly has them no more.</summary>
    internal IEnumerable<string> OutdatedFor(Assembly assembly) =>
        lines.Except(ImplementedBy(assembly), StringComparer.Ordinal).Select(line => line.Trim());

    /// <summary>
    /// The lines to carry, in their order: what the assembly implements, and whole interfaces and enums.
    /// </summary>
    internal IEnumerable<string> ImplementedBy(Assembly assembly)
    {
        var own = PublicApi.MembersOf(assembly).ToHashSet(StringComparer.Ordinal);
        var ownTypes = PublicApi.TypesOf(assembly).ToList();
        var keys = ownTypes.Select(type => type.Key).ToHashSet(StringComparer.Ordinal);
        var whole = ownTypes
            .Where(MustBeWhole)
            .Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);
        return lines.Where(line =>
            IsType(line)
                ? keys.Contains(TypeLine.Parse(line).Key)
                : own.Contains(line) || whole.Contains(Member.OwnerOf(line))
        );
    }

    private static bool MustBeWhole(TypeLine type) => type.Kind is "interface" or "enum";

    private string Stranger(string member)
    {
        var name = Member.NameOf(member);
        var like = membersByName[name].Select(line => $"    listed: {line.Trim()}").ToList();
        if (like.Count == 0)
        {
            like.Add("    listed: no member of that name");
        }
        return $"{name}\n    engine: {member.Trim()}\n{string.Join('\n', like)}";
    }

    /// <summary>A member's line is indented, a type's isn't.</summary>
    private static bool IsType(string line) => !line.StartsWith(' ');
}
