using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor is to live.</summary>
public abstract class Scope : IEquatable<Scope>
{
    public static readonly LocalScope Local = LocalScope.Instance;

    public abstract Scope WithFallback(Scope other);

    public abstract Scope Copy();

    public virtual bool Equals(Scope? other) => other is not null && other.GetType() == GetType();

    public override bool Equals(object? obj) => Equals(obj as Scope);

    public override int GetHashCode() => GetType().GetHashCode();
}

/// <summary>In this process.</summary>
public class LocalScope : Scope, ISurrogated
{
    private LocalScope() { }

    public static LocalScope Instance { get; } = new();

    public override Scope WithFallback(Scope other) => this;

    public override Scope Copy() => this;

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate();

    internal sealed class Surrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}

internal sealed class NoScope : Scope
{
    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => this;
}

/// <summary>How an actor is to be deployed: dispatcher, mailbox, stash.</summary>
public class Deploy : IEquatable<Deploy>, ISurrogated
{
    public static readonly string NoDispatcherGiven = string.Empty;
    public static readonly string NoMailboxGiven = string.Empty;
    public static readonly Scope NoScopeGiven = new NoScope();
    public const int NoStashSize = -1;
    public static readonly Deploy Local = new(Scope.Local);
    public static readonly Deploy None = new();

    public Deploy()
        : this(string.Empty, NoScopeGiven) { }

    public Deploy(Scope scope)
        : this(string.Empty, scope) { }

    public Deploy(string path, Scope scope)
        : this(path, Config.Empty, scope, NoDispatcherGiven, NoMailboxGiven, NoStashSize) { }

    internal Deploy(
        string path,
        Config config,
        Scope scope,
        string dispatcher,
        string mailbox,
        int stashCapacity
    )
    {
        Path = path;
        Config = config;
        Scope = scope;
        Dispatcher = dispatcher;
        Mailbox = mailbox;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }

    public Config Config { get; }

    public Scope Scope { get; }

    public string Mailbox { get; }

    public string Dispatcher { get; }

    /// <summary>The most messages that a bounded stash takes, or <see cref="NoStashSize"/>.</summary>
    public int StashCapacity { get; }

    /// <summary>This one, completed by <paramref name="other"/>.</summary>
    public virtual Deploy WithFallback(Deploy other) =>
        ReferenceEquals(other, None)
            ? this
            : new Deploy(
                Path,
                Config.IsNullOrEmpty() ? other.Config : Config.WithFallback(other.Config),
                Scope.WithFallback(other.Scope),
                Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
                Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox,
                StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity
            );

    public virtual Deploy WithScope(Scope scope) =>
        new(Path, Config, scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithMailbox(string path) =>
        new(Path, Config, Scope, Dispatcher, path, StashCapacity);

    public virtual Deploy WithDispatcher(string path) =>
        new(Path, Config, Scope, path, Mailbox, StashCapacity);

    public virtual Deploy WithStashCapacity(int stashSize) =>
        new(Path, Config, Scope, Dispatcher, Mailbox, stashSize);

    public bool Equals(Deploy? other) =>
        other is not null
        && Path == other.Path
        && Dispatcher == other.Dispatcher
        && Mailbox == other.Mailbox
        && StashCapacity == other.StashCapacity
        && Scope.Equals(other.Scope);

    public override bool Equals(object? obj) => Equals(obj as Deploy);

    public override int GetHashCode() => HashCode.Combine(Path, Dispatcher, Mailbox, StashCapacity);

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) =>
        new Surrogate(Path, Dispatcher, Mailbox, StashCapacity);

    internal sealed record Surrogate(
        string Path,
        string Dispatcher,
        string Mailbox,
        int StashCapacity
    ) : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) =>
            new Deploy(Path, Config.Empty, NoScopeGiven, Dispatcher, Mailbox, StashCapacity);
    }
}
