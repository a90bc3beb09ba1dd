namespace Akka.Persistence.Journal;

/// <summary>What a read adapter makes of one stored event.</summary>
public interface IEventSequence
{
    /// <summary>The events, in order.</summary>
    IEnumerable<object> Events { get; }
}

/// <summary>No event.</summary>
public interface IEmptyEventSequence : IEventSequence { }

/// <summary>Creates event sequences.</summary>
public static class EventSequence
{
    /// <summary>No event: the stored one is left out of the replay.</summary>
    public static readonly IEventSequence Empty = EmptyEventSequence.Instance;

    /// <summary>One event.</summary>
    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    /// <summary>Several events.</summary>
    public static IEventSequence Create(params object[] events) =>
        new EventSequence<object>(events);

    /// <summary>Several events.</summary>
    public static IEventSequence Create(IEnumerable<object> events) =>
        new EventSequence<object>(events);
}

/// <summary>Several events.</summary>
public sealed class EventSequence<T>(IEnumerable<object> events)
    : IEventSequence,
        IEquatable<IEventSequence>
{
    /// <inheritdoc />
    public IEnumerable<object> Events { get; } = [.. events];

    /// <inheritdoc />
    public bool Equals(IEventSequence? other) =>
        other is not null && Events.SequenceEqual(other.Events);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc />
    public override int GetHashCode() => Events.FirstOrDefault()?.GetHashCode() ?? 0;
}

/// <summary>No event.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    /// <summary>The only instance.</summary>
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence() { }

    /// <inheritdoc />
    public IEnumerable<object> Events => [];

    /// <inheritdoc />
    public bool Equals(IEventSequence? other) => other is EmptyEventSequence;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is EmptyEventSequence;

    /// <inheritdoc />
    public override int GetHashCode() => 0;
}

/// <summary>One event.</summary>
public struct SingleEventSequence(object e) : IEventSequence, IEquatable<IEventSequence>
{
    internal readonly object Event => e;

    /// <inheritdoc />
    public readonly IEnumerable<object> Events => [e];

    /// <inheritdoc />
    public readonly bool Equals(IEventSequence? other) =>
        other is SingleEventSequence single && Equals(e, single.Event);

    /// <inheritdoc />
    public override readonly bool Equals(object? obj) => Equals(obj as IEventSequence);

    /// <inheritdoc />
    public override readonly int GetHashCode() => e?.GetHashCode() ?? 0;
}
