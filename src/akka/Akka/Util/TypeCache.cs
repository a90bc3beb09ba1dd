using System.Collections.Concurrent;

namespace Akka.Util.Reflection;

/// <summary>Types by name, as configurations name them: <c>Namespace.Type, Assembly</c>.</summary>
public static class TypeCache
{
    private static readonly ConcurrentDictionary<string, Type?> Types = new(StringComparer.Ordinal);

    /// <summary>The type of that name.</summary>
    /// <exception cref="TypeLoadException">There is none.</exception>
    public static Type GetType(string typeName) =>
        Find(typeName) ?? throw new TypeLoadException($"There is no type [{typeName}].");

    internal static Type? Find(string typeName)
    {
        if (string.IsNullOrEmpty(typeName))
            return null;
        return Types.TryGetValue(typeName, out var known) ? known : Types.GetOrAdd(typeName, Load);
    }

    private static Type? Load(string typeName)
    {
        var type =
            Ours(StripAssembly(typeName, out var isOurs))
            ?? (isOurs ? null : Type.GetType(typeName, throwOnError: false));
        if (type is not null)
            return type;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.GetType(typeName, throwOnError: false) is { } found)
                return found;
        }

        return null;
    }

    private static Type? Ours(string name) =>
        name.Length == 0 ? null : typeof(TypeCache).Assembly.GetType(name);

    private static string StripAssembly(string typeName, out bool isOurs)
    {
        var comma = typeName.IndexOf(',', StringComparison.Ordinal);
        isOurs = false;
        if (comma < 0 || typeName.Contains('[', StringComparison.Ordinal))
            return comma < 0 ? typeName : string.Empty;
        var assembly = typeName.AsSpan(comma + 1).Trim();
        isOurs = assembly is "Akka";
        return isOurs ? typeName[..comma].Trim() : string.Empty;
    }
}
