using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stopping an actor and waiting for its end.</summary>
public static class GracefulStopSupport
{
    /// <summary>
    /// Sends a <see cref="PoisonPill"/>; true when the actor has ended. The task is cancelled when that takes
    /// longer than the timeout.
    /// </summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) =>
        GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>The same by a message of the actor's own.</summary>
    public static async Task<bool> GracefulStop(
        this IActorRef target,
        TimeSpan timeout,
        object stopMessage
    )
    {
        var actor = (IInternalActorRef)target;
        var end = new EndOfActor(actor);
        actor.SendSystemMessage(new Watch(actor, end));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            return await end
                .Ended.WaitAsync(timeout, TimeProvider.System)
                .ConfigureAwait(Continuations.FollowDispatcher);
        }
        catch (TimeoutException e)
        {
            actor.SendSystemMessage(new Unwatch(actor, end));
            throw new TaskCanceledException($"{target} has not ended within {timeout}.", e);
        }
    }
}

/// <summary>Waiting for an actor's end.</summary>
public static class WatchAsyncSupport
{
    /// <summary>True when the actor has ended; false when the token was cancelled before.</summary>
    public static async Task<bool> WatchAsync(
        this IActorRef target,
        CancellationToken token = default
    )
    {
        var actor = (IInternalActorRef)target;
        var end = new EndOfActor(actor);
        actor.SendSystemMessage(new Watch(actor, end));
        try
        {
            return await Continuations
                .Here(end.Ended)
                .WaitAsync(token)
                .ConfigureAwait(Continuations.FollowDispatcher);
        }
        catch (OperationCanceledException)
        {
            actor.SendSystemMessage(new Unwatch(actor, end));
            return false;
        }
    }
}

/// <summary>A watcher that is a task.</summary>
internal sealed class EndOfActor(IInternalActorRef actor) : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> _ended = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private ActorPath? _path;

    public Task<bool> Ended => _ended.Task;

    public override ActorPath Path => _path ??= actor.Provider.TempPath();

    public override IActorRefProvider Provider => actor.Provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification)
            _ended.TrySetResult(true);
    }
}
