using ActorStream.Turns;
using ActorStream.Turns.Demo;
using ActorStream.Turns.OpenAi;
using Akka.Configuration;

namespace ActorStream.Server.Hosting;

/// <summary>The providers: those that the configuration switches on, and those that code adds.</summary>
internal static class ConfiguredProviders
{
    /// <summary>A provider out of the container takes the place of a configured one of its name.</summary>
    /// <exception cref="StartupRefusedException">There is none, or the default is none of them.</exception>
    public static ProviderRegistry Create(
        Config config,
        TimeProvider time,
        IEnumerable<ITurnProvider> added
    )
    {
        var providers = new List<ITurnProvider>(added);
        foreach (var provider in Configured(config.GetConfig("actorstream.providers"), time))
        {
            if (!providers.Exists(other => other.Name == provider.Name))
                providers.Add(provider);
        }

        try
        {
            return new(providers, config.GetString("actorstream.providers.default"));
        }
        catch (ArgumentException error)
        {
            throw new StartupRefusedException(error.Message, error);
        }
    }

    private static IEnumerable<ITurnProvider> Configured(Config providers, TimeProvider time)
    {
        if (providers.GetBoolean("demo.enabled"))
            yield return new DemoProvider(time);
        var key = providers.GetString("openai.api-key");
        var baseUrl = providers.GetString("openai.base-url");
        if (string.IsNullOrEmpty(key) && string.IsNullOrEmpty(baseUrl))
            yield break;
        yield return new OpenAiProvider(
            new(
                NullIfEmpty(key),
                NullIfEmpty(baseUrl) is { } url ? HttpAddress(url) : null,
                providers.GetString("openai.model")
            )
        );
    }

    private static Uri HttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new StartupRefusedException("OPENAI_BASE_URL is no http or https address.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
