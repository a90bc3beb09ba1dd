using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>Attributes of the actor materialiser.</summary>
public static class ActorAttributes
{
    /// <summary>The dispatcher that a graph runs on.</summary>
    public sealed class Dispatcher : Attributes.IMandatoryAttribute, IEquatable<Dispatcher>
    {
        public readonly string Name;

        public Dispatcher(string name) => Name = name;

        public bool Equals(Dispatcher? other) => other is not null && Name == other.Name;

        public override bool Equals(object? obj) => Equals(obj as Dispatcher);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => $"Dispatcher({Name})";
    }

    /// <summary>What happens when a user's function throws.</summary>
    public sealed class SupervisionStrategy : Attributes.IMandatoryAttribute
    {
        public readonly Decider Decider;

        public SupervisionStrategy(Decider decider) => Decider = decider;

        public override string ToString() => "SupervisionStrategy";
    }

    public static Attributes CreateDispatcher(string dispatcherName) =>
        new(new Dispatcher(dispatcherName));

    public static Attributes CreateSupervisionStrategy(Decider strategy) =>
        new(new SupervisionStrategy(strategy));
}
