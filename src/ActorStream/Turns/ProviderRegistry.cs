using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace ActorStream.Turns;

/// <summary>The providers that are configured. Immutable.</summary>
public sealed class ProviderRegistry
{
    private readonly FrozenDictionary<string, ITurnProvider> _byName;

    /// <summary>Takes the providers in the order in which they are listed.</summary>
    /// <param name="providers">At least one, with distinct names.</param>
    /// <param name="defaultName">The one for prompts that name none; null for the first.</param>
    /// <exception cref="ArgumentException">There is none, or the default is none of them.</exception>
    public ProviderRegistry(IReadOnlyList<ITurnProvider> providers, string? defaultName = null)
    {
        if (providers.Count == 0)
            throw new ArgumentException("No provider is configured.", nameof(providers));
        All = providers;
        _byName = providers.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);
        Default =
            defaultName is null ? providers[0]
            : _byName.TryGetValue(defaultName, out var named) ? named
            : throw new ArgumentException(
                $"The default provider '{defaultName}' is none of: {string.Join(", ", _byName.Keys)}.",
                nameof(defaultName)
            );
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<ITurnProvider> All { get; }

    /// <summary>The one for prompts that name none.</summary>
    public ITurnProvider Default { get; }

    /// <summary>Finds a provider; null means the default.</summary>
    public bool TryGet(string? name, [NotNullWhen(true)] out ITurnProvider? provider)
    {
        if (name is not null)
            return _byName.TryGetValue(name, out provider);
        provider = Default;
        return true;
    }
}
