using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Asking: a message whose answer is a task.</summary>
public static class Futures
{
    /// <summary>
    /// Asks and gives whatever the answer is. Without a timeout the one of <c>akka.actor.ask-timeout</c> holds,
    /// by default none; when it runs out the task fails with <see cref="AskTimeoutException"/>.
    /// </summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(
        this ICanTell self,
        object message,
        CancellationToken cancellationToken
    ) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(
        this ICanTell self,
        object message,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    ) => self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>
    /// Asks for an answer of type <typeparamref name="T"/>. A <see cref="Status.Failure"/> makes the task fail
    /// with its cause, unless it is of the type that was asked for; any other type fails it too.
    /// </summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(
        this ICanTell self,
        object message,
        CancellationToken cancellationToken
    ) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(
        this ICanTell self,
        object message,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var (future, result) = Begin<T>(self, timeout, cancellationToken);
        future.DeliverAsk(message, self);
        return result;
    }

    /// <summary>The same for a message that carries the reference to answer to.</summary>
    public static Task<T> Ask<T>(
        this ICanTell self,
        Func<IActorRef, object> messageFactory,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var (future, result) = Begin<T>(self, timeout, cancellationToken);
        future.DeliverAsk(messageFactory(future), self);
        return result;
    }

    private static (FutureActorRef<T> Future, Task<T> Result) Begin<T>(
        ICanTell self,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var provider =
            ProviderOf(self)
            ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var patience = timeout ?? provider.Settings.AskTimeout;
        var completion = new TaskCompletionSource<T>(Continuations.SourceOptions);
        var future = new FutureActorRef<T>(completion, provider);
        if (patience >= TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan)
            future.ExpireAfter(patience);
        if (cancellationToken.CanBeCanceled)
            future.CancelWith(cancellationToken);
        return (future, completion.Task);
    }

    private static IActorRefProvider? ProviderOf(ICanTell self)
    {
        if (self is Nobody)
            return InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider;
        if (self is IInternalActorRef actor)
            return actor.Provider;
        if (self is ActorSelection selection)
            return ProviderOf(selection.Anchor);
        return InternalCurrentActorCellKeeper.Current?.SystemImpl.Provider;
    }
}
