namespace Akka.Configuration;

/// <summary>What also works on a configuration that isn't there.</summary>
public static class ConfigExtensions
{
    /// <summary>
    /// <paramref name="config"/> with a fallback, or the fallback alone when there is nothing in
    /// <paramref name="config"/>.
    /// </summary>
    public static Config SafeWithFallback(this Config config, Config fallback)
    {
        if (config.IsNullOrEmpty())
        {
            return fallback ?? Config.Empty;
        }
        return ReferenceEquals(config, fallback) ? config : config.WithFallback(fallback);
    }

    /// <summary>Whether a configuration is missing or holds no keys.</summary>
    public static bool IsNullOrEmpty(this Config config) =>
        config is null || (config.IsEmpty && config.Fallback is null);
}
