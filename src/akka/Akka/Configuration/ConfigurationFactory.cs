using System.Reflection;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Where configurations come from.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(() =>
        FromResource("Akka.Configuration.Akka.conf", typeof(ConfigurationFactory).Assembly)
    );

    /// <summary>A configuration without keys.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON text.</summary>
    /// <exception cref="FormatException">The text isn't HOCON; the message says where.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null!);

    /// <summary>Parses HOCON text that includes other documents.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">
    /// Gives the document for the name of an <c>include</c>, usually by <see cref="Parser.Parse"/>.
    /// </param>
    /// <exception cref="FormatException">The text isn't HOCON; the message says where.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot> includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>What the application configures itself: nothing, there is no such file.</summary>
    public static Config Load() => Config.Empty;

    /// <summary>The engine's reference configuration, with every key that it reads.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Parses an embedded resource of the assembly of <paramref name="instanceInAssembly"/>.</summary>
    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return instanceInAssembly switch
        {
            Assembly assembly => FromResource(resourceName, assembly),
            Type type => FromResource(resourceName, type.Assembly),
            _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
        };
    }

    /// <summary>Parses an embedded resource of the assembly of <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses an embedded resource.</summary>
    /// <exception cref="ArgumentException">The assembly has no such resource.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream =
            assembly.GetManifestResourceStream(resourceName)
            ?? throw new ArgumentException(
                $"{assembly.GetName().Name} has no resource '{resourceName}'.",
                nameof(resourceName)
            );
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
