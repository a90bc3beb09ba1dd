using System.Reflection;

namespace ActorStream.Server.Hosting;

/// <summary>The version of this server.</summary>
internal static class ServerVersion
{
    /// <summary>For example <c>0.1.0</c>, without what the build adds.</summary>
    public static string Text { get; } =
        typeof(ServerVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0";
}
