using System.Diagnostics.CodeAnalysis;
using Akka.Util;

namespace Akka.Actor;

/// <summary>
/// The name of an actor from its system's root. Two paths are equal when their addresses and names are;
/// the uid, which tells incarnations apart, takes no part.
/// </summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>Characters other than letters and digits that a name may hold.</summary>
    public static readonly string ValidSymbols = "\"-_.*$+:@&=,!~';";

    private readonly Address? _address;
    private int _hash;

    protected ActorPath(Address address, string name)
    {
        _address = address;
        Name = name;
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        ParentOrNull = parentPath;
        Name = name;
        Uid = uid;
    }

    /// <summary>The number that tells this incarnation from earlier ones of the same name; 0 when unknown.</summary>
    public long Uid { get; }

    public string Name { get; }

    public Address Address => RootPath._address!;

    /// <summary>How many names there are below the root.</summary>
    public int Depth
    {
        get
        {
            var depth = 0;
            for (var path = ParentOrNull; path is not null; path = path.ParentOrNull)
                depth++;
            return depth;
        }
    }

    /// <summary>The names from below the root to this path's own.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var names = new string[Depth];
            var path = this;
            for (var i = names.Length - 1; i >= 0; i--)
            {
                names[i] = path.Name;
                path = path.ParentOrNull!;
            }

            return names;
        }
    }

    public ActorPath Parent => ParentOrNull ?? this;

    public ActorPath Root => RootPath;

    internal ActorPath? ParentOrNull { get; }

    private ActorPath RootPath
    {
        get
        {
            var path = this;
            while (path.ParentOrNull is { } parent)
                path = parent;
            return path;
        }
    }

    public static bool operator ==(ActorPath? left, ActorPath? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name)
    {
        foreach (var element in name)
        {
            if (!string.IsNullOrEmpty(element))
                path = path.Child(element);
        }

        return path;
    }

    /// <summary>True when an actor may be called so.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        return HasValidCharacters(s);
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) =>
        string.Join('/', pathElements);

    /// <summary>Parses <c>akka://system/user/name#uid</c>.</summary>
    /// <exception cref="UriFormatException">The text is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var actorPath)
            ? actorPath
            : throw new UriFormatException($"Not an actor path: {path}");

    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return TryParseAddress(path, out var address, out var absolute)
            && TryParse(new RootActorPath(address!), absolute, out actorPath);
    }

    public static bool TryParse(
        ActorPath basePath,
        string absoluteUri,
        [NotNullWhen(true)] out ActorPath? actorPath
    ) => TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    public static bool TryParse(
        ActorPath basePath,
        ReadOnlySpan<char> absoluteUri,
        [NotNullWhen(true)] out ActorPath? actorPath
    )
    {
        actorPath = basePath;
        var uid = 0L;
        var fragment = absoluteUri.IndexOf('#');
        if (fragment >= 0)
        {
            if (!long.TryParse(absoluteUri[(fragment + 1)..], out uid))
            {
                actorPath = null;
                return false;
            }

            absoluteUri = absoluteUri[..fragment];
        }

        foreach (var range in absoluteUri.Split('/'))
        {
            var name = absoluteUri[range];
            if (!name.IsEmpty)
                actorPath = new ChildActorPath(actorPath, name.ToString(), 0);
        }

        if (uid != 0)
            actorPath = actorPath.WithUid(uid);
        return true;
    }

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) =>
        TryParseAddress(path, out address, out _);

    public static bool TryParseAddress(
        string path,
        [NotNullWhen(true)] out Address? address,
        out ReadOnlySpan<char> absoluteUri
    )
    {
        absoluteUri = default;
        address = null;
        if (path is null || !Address.TryParse(path.AsSpan(), out var parsed, out absoluteUri))
            return false;
        address = parsed;
        return true;
    }

    /// <summary>The path of a child of that name.</summary>
    public ActorPath Child(string childName)
    {
        var hash = childName.LastIndexOf('#');
        return hash > 0 && long.TryParse(childName.AsSpan(hash + 1), out var uid)
            ? new ChildActorPath(this, childName[..hash], uid)
            : new ChildActorPath(this, childName, 0);
    }

    /// <summary>The ancestor at that depth; a negative depth counts upwards from this path.</summary>
    public ActorPath ParentOf(int depth)
    {
        var steps = depth >= 0 ? Depth - depth : -depth;
        var path = this;
        for (; steps > 0 && path.ParentOrNull is { } parent; steps--)
            path = parent;
        return path;
    }

    /// <summary>The same path with another uid.</summary>
    public ActorPath WithUid(long uid) =>
        ParentOrNull is { } parent && uid != Uid ? new ChildActorPath(parent, Name, uid) : this;

    public bool Equals(ActorPath? other)
    {
        if (other is null || GetHashCode() != other.GetHashCode())
            return false;
        ActorPath left = this,
            right = other;
        while (!ReferenceEquals(left, right))
        {
            if (!string.Equals(left.Name, right.Name, StringComparison.Ordinal))
                return false;
            if (left.ParentOrNull is null || right.ParentOrNull is null)
                return left.ParentOrNull == right.ParentOrNull && left._address! == right._address!;
            left = left.ParentOrNull;
            right = right.ParentOrNull;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            var hash = HashCode.Combine(
                ParentOrNull?.GetHashCode() ?? _address!.GetHashCode(),
                Name.GetHashCode(StringComparison.Ordinal)
            );
            _hash = hash == 0 ? 1 : hash;
        }

        return _hash;
    }

    public int CompareTo(ActorPath? other)
    {
        if (other is null)
            return 1;
        var depth = Math.Min(Depth, other.Depth);
        ActorPath left = ParentOf(depth),
            right = other.ParentOf(depth);
        var byPrefix = ComparePrefix(left, right);
        return byPrefix != 0 ? byPrefix : Depth.CompareTo(other.Depth);
    }

    /// <summary>The path from the root, without the system's address: <c>/user/name</c>.</summary>
    public string ToStringWithoutAddress()
    {
        if (ParentOrNull is null)
            return "/";
        var length = 0;
        for (var path = this; path.ParentOrNull is not null; path = path.ParentOrNull)
            length += path.Name.Length + 1;
        return string.Create(
            length,
            this,
            static (span, leaf) =>
            {
                for (var path = leaf; path.ParentOrNull is not null; path = path.ParentOrNull)
                {
                    path.Name.CopyTo(span[^path.Name.Length..]);
                    span = span[..^path.Name.Length];
                    span[^1] = '/';
                    span = span[..^1];
                }
            }
        );
    }

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path under <paramref name="address"/>, unless its own address is a global one.</summary>
    public string ToStringWithAddress(Address address)
    {
        var own = Address;
        return (own.Host is null ? address : own) + ToStringWithoutAddress();
    }

    public string ToStringWithUid() =>
        Uid == 0 ? ToStringWithAddress() : $"{ToStringWithAddress()}#{Uid}";

    public string ToSerializationFormat() => ToSerializationFormatWithAddress(Address);

    public string ToSerializationFormatWithAddress(Address address) =>
        Uid == 0 ? ToStringWithAddress(address) : $"{ToStringWithAddress(address)}#{Uid}";

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new PathSurrogate(ToSerializationFormat());

    internal static bool HasValidCharacters(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c))
                continue;
            if (
                c != '%'
                || i + 2 >= name.Length
                || !char.IsAsciiHexDigit(name[i + 1])
                || !char.IsAsciiHexDigit(name[i + 2])
            )
            {
                return false;
            }

            i += 2;
        }

        return true;
    }

    private static int ComparePrefix(ActorPath left, ActorPath right)
    {
        if (ReferenceEquals(left, right))
            return 0;
        if (left.ParentOrNull is null || right.ParentOrNull is null)
            return left.Address.CompareTo(right.Address);
        var parents = ComparePrefix(left.ParentOrNull, right.ParentOrNull);
        return parents != 0 ? parents : string.CompareOrdinal(left.Name, right.Name);
    }

    internal sealed record PathSurrogate(string Path) : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Path);
    }
}

/// <summary>The path of a system's root.</summary>
public sealed class RootActorPath : ActorPath
{
    public RootActorPath(Address address, string name = "")
        : base(address, name) { }
}

/// <summary>The path of everything below a root.</summary>
public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, name, uid) { }
}
