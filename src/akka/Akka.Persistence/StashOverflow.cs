using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What happens to a command that the internal stash has no room for.</summary>
public interface IStashOverflowStrategy { }

/// <summary>Creates a strategy from configuration.</summary>
public interface IStashOverflowStrategyConfigurator
{
    /// <summary>Creates the strategy.</summary>
    IStashOverflowStrategy Create(Config config);
}

/// <summary>The command becomes a dead letter.</summary>
public class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy() { }

    /// <summary>The only instance.</summary>
    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}

/// <summary>The command is dropped, and its sender told.</summary>
public sealed class ReplyToStrategy(object response) : IStashOverflowStrategy
{
    /// <summary>What the sender is told.</summary>
    public object Response { get; } = response;
}

/// <summary>The actor fails with a <see cref="Akka.Actor.StashOverflowException" />.</summary>
public class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy() { }

    /// <summary>The only instance.</summary>
    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}

/// <summary>Configures <see cref="DiscardToDeadLetterStrategy" />.</summary>
public sealed class DiscardConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc />
    public IStashOverflowStrategy Create(Config config) => DiscardToDeadLetterStrategy.Instance;
}

/// <summary>Configures <see cref="ThrowOverflowExceptionStrategy" />.</summary>
public sealed class ThrowExceptionConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc />
    public IStashOverflowStrategy Create(Config config) => ThrowOverflowExceptionStrategy.Instance;
}
