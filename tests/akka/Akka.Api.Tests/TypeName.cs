namespace Akka.Api.Tests;

/// <summary>Type names as the listings spell them.</summary>
internal static class TypeName
{
    internal static string Of(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }
        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }
        var name = Plain(type);
        var arguments = type.GetGenericArguments();
        return arguments.Length == 0 ? name : $"{name}<{string.Join(", ", arguments.Select(Of))}>";
    }

    /// <summary>The name without generic arguments; those of all outer types come last.</summary>
    private static string Plain(Type type)
    {
        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        name = tick < 0 ? name : name[..tick];
        if (type.DeclaringType is { } outer)
        {
            return $"{Plain(outer)}.{name}";
        }
        return type.Namespace is { } space ? $"{space}.{name}" : name;
    }
}
