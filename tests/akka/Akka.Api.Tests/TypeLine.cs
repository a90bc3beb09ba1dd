namespace Akka.Api.Tests;

/// <summary>A type's own line: <c>abstract class Name : Base, Interface, ...</c></summary>
/// <param name="Kind">class, struct, interface and so on.</param>
/// <param name="Name">The full name.</param>
/// <param name="Base">The base class; null where it is <see cref="object"/> or there is none.</param>
/// <param name="Interfaces">All interfaces.</param>
internal sealed record TypeLine(
    string Kind,
    string Name,
    string? Base,
    IReadOnlySet<string> Interfaces
)
{
    internal string Key => $"{Kind} {Name}";

    internal static TypeLine Of(Type type) =>
        new(
            KindOf(type),
            TypeName.Of(type),
            type.IsClass && type.BaseType is { } parent && parent != typeof(object)
                ? TypeName.Of(parent)
                : null,
            type.GetInterfaces()
                .Where(i => i.IsVisible)
                .Select(TypeName.Of)
                .ToHashSet(StringComparer.Ordinal)
        );

    internal static TypeLine Parse(string line)
    {
        var colon = line.IndexOf(" : ", StringComparison.Ordinal);
        var head = colon < 0 ? line : line[..colon];
        var kindEnd = KindLength(head);
        var parents = colon < 0 ? [] : Split(line[(colon + 3)..]).ToList();
        var parent = parents.Count > 0 && !IsInterface(parents[0]) ? parents[0] : null;
        if (parent is not null)
        {
            parents.RemoveAt(0);
        }
        return new TypeLine(
            head[..kindEnd],
            head[(kindEnd + 1)..],
            parent,
            parents.ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>What this type has that the listed one lacks; null when it fits.</summary>
    internal string? DifferenceFrom(TypeLine listed)
    {
        if (!string.Equals(Base, listed.Base, StringComparison.Ordinal))
        {
            return $"its base is {Base ?? "object"}, listed is {listed.Base ?? "object"}";
        }
        var added = Interfaces.Except(listed.Interfaces, StringComparer.Ordinal).ToList();
        return added.Count == 0 ? null : $"it also implements {string.Join(", ", added)}";
    }

    private static string KindOf(Type type)
    {
        if (type.IsEnum)
        {
            return "enum";
        }
        if (type.IsValueType)
        {
            return "struct";
        }
        if (type.IsInterface)
        {
            return "interface";
        }
        return type.IsAbstract
            ? type.IsSealed
                ? "static class"
                : "abstract class"
            : "class";
    }

    private static int KindLength(string head)
    {
        var generics = head.IndexOf('<', StringComparison.Ordinal);
        return (generics < 0 ? head : head[..generics]).LastIndexOf(' ');
    }

    private static bool IsInterface(string name)
    {
        var generics = name.IndexOf('<', StringComparison.Ordinal);
        var plain = generics < 0 ? name : name[..generics];
        var last = plain[(plain.LastIndexOf('.') + 1)..];
        return last.Length > 1 && last[0] == 'I' && char.IsUpper(last[1]);
    }

    /// <summary>Splits at the commas that don't stand between generic arguments.</summary>
    private static IEnumerable<string> Split(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] switch
            {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            if (list[i] == ',' && depth == 0)
            {
                yield return list[start..i];
                start = i + 2;
            }
        }
        yield return list[start..];
    }
}
