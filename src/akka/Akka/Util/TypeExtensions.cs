namespace Akka.Util;

/// <summary>Questions to types.</summary>
public static class TypeExtensions
{
    public static bool Implements<T>(this Type type) => typeof(T).IsAssignableFrom(type);

    public static bool Implements(this Type type, Type moreGeneralType) =>
        moreGeneralType.IsAssignableFrom(type);

    /// <summary>The type's name and its assembly's, without version: what a stored manifest says.</summary>
    public static string TypeQualifiedName(this Type type)
    {
        if (!type.IsGenericType)
        {
            return type.Assembly == typeof(object).Assembly
                ? type.FullName!
                : $"{type.FullName}, {type.Assembly.GetName().Name}";
        }

        return System.Text.RegularExpressions.Regex.Replace(
            type.AssemblyQualifiedName!,
            ", Version=[^,\\]]*, Culture=[^,\\]]*, PublicKeyToken=[^,\\]]*",
            string.Empty,
            System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
    }
}

/// <summary>Randomness without a seed, one generator a thread.</summary>
public static class ThreadLocalRandom
{
    [ThreadStatic]
    private static Random? t_random;

#pragma warning disable RS0030 // This is the edge where randomness enters.
    public static Random Current => t_random ??= new Random();
#pragma warning restore RS0030
}
