using Akka.Actor;

namespace Akka.TestKit;

/// <summary>
/// Reacts to the messages of a test actor while the test does something else. Each message still
/// ends up in the queue.
/// </summary>
public abstract class AutoPilot
{
    /// <summary>An answer to say "the same auto pilot takes the next message, too".</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>An answer to say "nobody takes the next message".</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Takes a message; its result takes the next one.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>Reacts to nothing.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only one there is.</summary>
    public static readonly NoAutoPilot Instance = new();

    private NoAutoPilot() { }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Stands for the auto pilot that returned it.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only one there is.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning() { }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer, it takes no messages.");
}

/// <summary>An auto pilot as a function.</summary>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>An auto pilot made of a function.</summary>
public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly AutoPilotDelegate _autoPilotDelegate;

    /// <summary>Asks <paramref name="autoPilotDelegate"/> for each message.</summary>
    public DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) =>
        _autoPilotDelegate = autoPilotDelegate;

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        _autoPilotDelegate(sender, message);
}
