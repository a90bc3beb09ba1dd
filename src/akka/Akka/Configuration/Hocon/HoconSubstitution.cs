namespace Akka.Configuration.Hocon;

/// <summary>A reference to another value, <c>${a.b}</c> or <c>${?a.b}</c>.</summary>
public class HoconSubstitution : IHoconElement, IMightBeAHoconObject
{
    /// <summary>A reference without a path.</summary>
    protected HoconSubstitution() { }

    /// <summary>A reference to the value at <paramref name="path"/>.</summary>
    public HoconSubstitution(string path) => Path = path;

    /// <summary>Where the value is found.</summary>
    public string Path { get; set; } = "";

    /// <summary>What the reference stands for, once it is resolved.</summary>
    public HoconValue ResolvedValue { get; set; } = null!;

    /// <summary>Whether nothing takes the place of a value that isn't there.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>The reference of <c>+=</c>: to what the key held before.</summary>
    internal bool IsToPrevious { get; init; }

    /// <summary>Where the file that holds the reference was included; tried before the root.</summary>
    internal string Scope { get; init; } = "";

    /// <summary>Where the reference is written, for error messages.</summary>
    internal string Position { get; init; } = "";

    /// <inheritdoc/>
    public bool IsString() => ResolvedValue?.IsString() ?? false;

    /// <inheritdoc/>
    public string GetString() => ResolvedValue?.GetString()!;

    /// <inheritdoc/>
    public bool IsArray() => ResolvedValue?.IsArray() ?? false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => ResolvedValue?.GetArray() ?? [];

    /// <inheritdoc/>
    public bool IsObject() => ResolvedValue?.IsObject() ?? false;

    /// <inheritdoc/>
    public HoconObject GetObject() => ResolvedValue?.GetObject()!;
}
