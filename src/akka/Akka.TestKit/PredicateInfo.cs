namespace Akka.TestKit;

/// <summary>A predicate and the type of message that it judges.</summary>
public class PredicateInfo
{
    private readonly Func<object, bool> _matches;

    internal PredicateInfo(Delegate predicate, Type type, Func<object, bool> matches)
    {
        PredicateT = predicate;
        Type = type;
        _matches = matches;
    }

    /// <summary>The predicate.</summary>
    public Delegate PredicateT { get; }

    /// <summary>The type of message.</summary>
    public Type Type { get; }

    /// <summary>A predicate for messages of type <typeparamref name="T"/>.</summary>
    public static PredicateInfo Create<T>(Predicate<T> predicate) =>
        new(predicate, typeof(T), message => message is T expected && predicate(expected));

    internal bool Matches(object message) => _matches(message);

    /// <inheritdoc/>
    public override string ToString() => $"a {Type} that meets a condition";
}

/// <summary>Makes <see cref="PredicateInfo"/>s.</summary>
public static class PredicateInfoFactory
{
    /// <summary>A predicate for messages of type <typeparamref name="T"/>.</summary>
    public static PredicateInfo CreatePredicateInfo<T>(Predicate<T> predicate) =>
        PredicateInfo.Create(predicate);
}
