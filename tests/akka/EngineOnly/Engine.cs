using System.Reflection;

namespace EngineOnly;

/// <summary>Tells whether the tests run on this repository's engine or on Akka.NET's packages.</summary>
internal static class Engine
{
    /// <summary>The engine carries the product's version, which is below 1; the packages are at 1.5.</summary>
    public static bool IsUnderTest { get; } =
        Type.GetType("Akka.Actor.ActorSystem, Akka", throwOnError: true)!
            .Assembly.GetName()
            .Version is
        { Major: 0 };

    /// <summary>Why a test that does not say it is skipped: the project's <c>EngineOnly</c>.</summary>
    public static string Reason { get; } =
        typeof(Engine)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(one => one.Key == "EngineOnly")
            ?.Value
        ?? "Akka.NET does not promise it.";
}
