using System.Text;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// A configuration and what it falls back to. Immutable once it is in use, so it may be read from
/// any thread.
/// </summary>
public partial class Config
{
    /// <summary>A configuration without keys.</summary>
    public static readonly Config Empty = new();

    /// <summary>A configuration without keys.</summary>
    public Config() => Root = null!;

    /// <summary>A configuration that holds a parsed document.</summary>
    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root.Value;
        Substitutions = root.Substitutions;
    }

    /// <summary><paramref name="source"/>, and <paramref name="fallback"/> for what it lacks.</summary>
    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        Root = source.Root;
        Substitutions = source.Substitutions;
        Fallback = source.Fallback is null ? fallback : new Config(source.Fallback, fallback);
    }

    /// <summary>Where missing keys are looked up, or <see langword="null"/>.</summary>
    public Config Fallback { get; private set; } = null!;

    /// <summary>Whether there are no keys, the fallback's aside.</summary>
    public virtual bool IsEmpty => Root is null || Root.IsEmpty;

    /// <summary>The keys and values, without the fallback's.</summary>
    public HoconValue Root { get; private set; }

    /// <summary>The substitutions that the parsed document contained.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; set; } = [];

    /// <summary>The same configuration, and <paramref name="fallback"/> after its fallbacks.</summary>
    protected Config Copy(Config fallback = null!) =>
        fallback is null && Fallback is null
            ? new Config { Root = Root, Substitutions = Substitutions }
            : new Config(this, fallback!);

    /// <summary>
    /// A configuration that looks up in <paramref name="fallback"/> what this one lacks. Objects
    /// that both have are merged key by key.
    /// </summary>
    /// <exception cref="ArgumentException">A configuration can't fall back to itself.</exception>
    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException(
                "A configuration cannot fall back to itself.",
                nameof(fallback)
            );
        }
        if (fallback is null || (fallback.IsEmpty && fallback.Fallback is null))
        {
            return this;
        }
        return IsEmpty && Fallback is null ? fallback : Copy(fallback);
    }

    /// <summary>Whether the path leads to a value, here or in the fallback.</summary>
    public virtual bool HasPath(string path) => GetNode(path) is not null;

    /// <summary>
    /// The configuration below a path, merged with the fallback's; <see langword="null"/> when
    /// there is none.
    /// </summary>
    public virtual Config GetConfig(string path)
    {
        Config? found = null;
        for (var layer = this; layer is not null; layer = layer.Fallback)
        {
            if (HoconPath.Find(layer.Root, path) is { } value)
            {
                var below = new Config(new HoconRoot(value));
                found = found is null ? below : new Config(found, below);
            }
        }
        return found!;
    }

    /// <summary>The value at a path, or <see langword="null"/>.</summary>
    public HoconValue GetValue(string path) => GetNode(path)!;

    /// <summary>The top-level keys, the fallback's included.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var layer = this; layer is not null; layer = layer.Fallback)
        {
            if (layer.Root?.IsObject() != true)
            {
                continue;
            }
            foreach (var item in layer.Root.GetObject().Items)
            {
                if (seen.Add(item.Key))
                {
                    yield return item;
                }
            }
        }
    }

    /// <summary>The configuration as HOCON, without the fallback's keys.</summary>
    public override string ToString() => Root is null ? "" : Print(Root);

    /// <summary>The configuration as HOCON.</summary>
    /// <param name="includeFallback">Whether the fallback's keys are merged in.</param>
    public string ToString(bool includeFallback)
    {
        if (!includeFallback || Fallback is null)
        {
            return ToString();
        }
        var layers = new Stack<HoconValue>();
        for (var layer = this; layer is not null; layer = layer.Fallback)
        {
            if (layer.Root?.IsObject() == true)
            {
                layers.Push(layer.Root);
            }
        }
        var merged = new HoconObject();
        foreach (var layer in layers)
        {
            merged.Merge(layer.GetObject().Clone());
        }
        return merged.ToString();
    }

    /// <summary>Parses HOCON text.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>A configuration whose fallback is the parsed text.</summary>
    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>The parsed text, with a configuration as its fallback.</summary>
    public static Config operator +(string config, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(config).WithFallback(fallbackConfig);

    private static string Print(HoconValue root) =>
        root.IsObject() ? root.GetObject().ToString() : root.ToString();

    private HoconValue? GetNode(string path)
    {
        for (var layer = this; layer is not null; layer = layer.Fallback)
        {
            if (HoconPath.Find(layer.Root, path) is { } value)
            {
                return value;
            }
        }
        return null;
    }
}
