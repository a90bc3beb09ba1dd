using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor system lives: protocol, system name and, for remote systems, host and port.</summary>
public sealed class Address
    : IEquatable<Address>,
        IComparable<Address>,
        IComparable,
        ISurrogated,
        ICloneable
{
    /// <summary>An address that stands for every system.</summary>
    public static readonly Address AllSystems = new("akka", "all-systems");

    /// <summary>Orders addresses by protocol, system, host and port.</summary>
    public static readonly IComparer<Address> Comparer = Comparer<Address>.Create(Compare);

    private string? _text;

    /// <summary>Creates an address; one without host is local.</summary>
    public Address(string protocol, string system, string? host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string? Host { get; }

    public int? Port { get; }

    public string System { get; }

    public string Protocol { get; }

    /// <summary>True for an address that means nothing outside its own process.</summary>
    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    /// <summary>True for an address that other processes can reach.</summary>
    public bool HasGlobalScope => !string.IsNullOrEmpty(Host);

    public static bool operator ==(Address? left, Address? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(Address? left, Address? right) => !(left == right);

    /// <summary>Parses <c>akka.tcp://system@host:port</c> or <c>akka://system</c>.</summary>
    /// <exception cref="UriFormatException">The text is no address.</exception>
    public static Address Parse(string address) =>
        TryParse(address, out var result)
            ? result
            : throw new UriFormatException($"Not an actor system address: {address}");

    public static bool TryParse(string path, out Address address) =>
        TryParse(path.AsSpan(), out address, out _);

    public static bool TryParse(string path, out Address address, out string? absolutUri)
    {
        absolutUri = null;
        if (path is null || !TryParse(path.AsSpan(), out address, out var rest))
        {
            address = null!;
            return false;
        }

        absolutUri = rest.IsEmpty ? "/" : rest.ToString();
        return true;
    }

    public static bool TryParse(ReadOnlySpan<char> span, out Address address) =>
        TryParse(span, out address, out _);

    public static bool TryParse(
        ReadOnlySpan<char> span,
        out Address address,
        out ReadOnlySpan<char> absolutUri
    )
    {
        address = null!;
        absolutUri = default;
        var scheme = span.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || !span.StartsWith("akka", StringComparison.Ordinal))
            return false;

        var protocol = span[..scheme];
        var rest = span[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];
        if (authority.IsEmpty)
            return false;

        absolutUri = slash < 0 ? "/" : rest[slash..];
        var at = authority.IndexOf('@');
        if (at < 0)
        {
            if (authority.Contains(':'))
                return false;
            address = new Address(protocol.ToString(), authority.ToString());
            return true;
        }

        var hostAndPort = authority[(at + 1)..];
        var colon = hostAndPort.LastIndexOf(':');
        if (at == 0 || colon <= 0 || !int.TryParse(hostAndPort[(colon + 1)..], out var port))
            return false;

        address = new Address(
            protocol.ToString(),
            authority[..at].ToString(),
            hostAndPort[..colon].ToString(),
            port
        );
        return true;
    }

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public Address WithHost(string? host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    /// <summary>System, host and port, without the protocol.</summary>
    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public bool Equals(Address? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Port == other.Port
            && string.Equals(Host, other.Host, StringComparison.Ordinal)
            && string.Equals(System, other.System, StringComparison.Ordinal)
            && string.Equals(Protocol, other.Protocol, StringComparison.Ordinal)
        );

    public override bool Equals(object? obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Host, Port, System, Protocol);

    public int CompareTo(Address? other) => Compare(this, other);

    int IComparable.CompareTo(object? obj) =>
        obj is Address other
            ? Compare(this, other)
            : throw new ArgumentException("Only addresses compare with addresses.", nameof(obj));

    public object Clone() => new Address(Protocol, System, Host, Port);

    public override string ToString() =>
        _text ??=
            Host is null ? $"{Protocol}://{System}"
            : Port is { } port ? $"{Protocol}://{System}@{Host}:{port}"
            : $"{Protocol}://{System}@{Host}";

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new AddressSurrogate(this);

    private static int Compare(Address? left, Address? right)
    {
        if (ReferenceEquals(left, right))
            return 0;
        if (left is null)
            return -1;
        if (right is null)
            return 1;
        var result = string.CompareOrdinal(left.Protocol, right.Protocol);
        if (result == 0)
            result = string.CompareOrdinal(left.System, right.System);
        if (result == 0)
            result = string.CompareOrdinal(left.Host, right.Host);
        return result == 0 ? (left.Port ?? 0).CompareTo(right.Port ?? 0) : result;
    }

    internal sealed record AddressSurrogate(string Text) : ISurrogate
    {
        public AddressSurrogate(Address address)
            : this(address.ToString()) { }

        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Text);
    }
}
