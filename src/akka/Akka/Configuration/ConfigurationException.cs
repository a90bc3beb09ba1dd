using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration is missing or wrong.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>An exception with a message.</summary>
    public ConfigurationException(string message)
        : base(message) { }

    /// <summary>An exception with a message and its cause.</summary>
    public ConfigurationException(string message, Exception exception)
        : base(message, exception) { }

    /// <summary>The complaint of a <typeparamref name="T"/> that finds no configuration.</summary>
    /// <param name="path">Where it looked.</param>
    public static ConfigurationException NullOrEmptyConfig<T>(string path = null!) =>
        new(
            string.IsNullOrWhiteSpace(path)
                ? $"Failed to create {typeof(T)}: the configuration is missing or empty."
                : $"Failed to create {typeof(T)}: the configuration at '{path}' is missing or empty."
        );
}
