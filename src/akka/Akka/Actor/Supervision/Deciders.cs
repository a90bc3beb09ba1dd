using Akka.Event;

namespace Akka.Actor;

/// <summary>What a supervisor does with a child that has failed.</summary>
public enum Directive
{
    /// <summary>Go on as if nothing had happened; only the message is lost.</summary>
    Resume,

    /// <summary>A new instance in place of the one that failed.</summary>
    Restart,

    /// <summary>Fail oneself, and let one's own supervisor decide.</summary>
    Escalate,

    /// <summary>End the child.</summary>
    Stop,
}

/// <summary>Decides by the exception.</summary>
public interface IDecider
{
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
public class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    public LocalOnlyDecider(Func<Exception, Directive> decider)
    {
        _decider = decider;
    }

    public Directive Decide(Exception cause) => _decider(cause);
}

/// <summary>A decider that is a table: the first type that fits decides, else the default.</summary>
public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    public DeployableDecider(
        Directive defaultDirective,
        IEnumerable<KeyValuePair<Type, Directive>> pairs
    )
        : this(defaultDirective, pairs.ToArray()) { }

    public DeployableDecider(
        Directive defaultDirective,
        params KeyValuePair<Type, Directive>[] pairs
    )
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    protected DeployableDecider()
    {
        Pairs = [];
    }

    public Directive DefaultDirective { get; }

    public KeyValuePair<Type, Directive>[] Pairs { get; }

    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
        {
            if (type.IsInstanceOfType(cause))
                return directive;
        }

        return DefaultDirective;
    }

    public bool Equals(DeployableDecider? other) =>
        other is not null
        && DefaultDirective == other.DefaultDirective
        && Pairs.AsSpan().SequenceEqual(other.Pairs);

    public override bool Equals(object? obj) => Equals(obj as DeployableDecider);

    public override int GetHashCode() => HashCode.Combine(DefaultDirective, Pairs.Length);
}

/// <summary>Makes deciders.</summary>
public static class Decider
{
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) =>
        new(localOnlyDecider);

    public static DeployableDecider From(
        Directive defaultDirective,
        params KeyValuePair<Type, Directive>[] pairs
    ) => new(defaultDirective, pairs);

    public static DeployableDecider From(
        Directive defaultDirective,
        IEnumerable<KeyValuePair<Type, Directive>> pairs
    ) => new(defaultDirective, pairs);
}

/// <summary>Makes entries of a <see cref="DeployableDecider"/>.</summary>
public static class DirectiveExtensions
{
    /// <summary>This directive for exceptions of type <typeparamref name="TException"/>.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
