using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Sends the outcome of a task to an actor.</summary>
public static class PipeToSupport
{
    /// <summary>
    /// Tells the recipient the result, or a <see cref="Status.Failure"/> when the task fails or is cancelled;
    /// <paramref name="success"/> and <paramref name="failure"/> may make other messages of it.
    /// </summary>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null
    ) =>
        Continuations.OutsideHandler(
            (taskToPipe, recipient, sender, success, failure),
            static p => Pipe(p.taskToPipe, p.recipient, p.sender, p.success, p.failure)
        );

    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null
    ) =>
        Continuations.OutsideHandler(
            (taskToPipe, recipient, sender, success, failure),
            static p => Pipe(p.taskToPipe, p.recipient, p.sender, p.success, p.failure)
        );

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null
    ) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null
    ) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    /// <summary>The same for a task without a result: without <paramref name="success"/> its success is silent.</summary>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null
    ) =>
        Continuations.OutsideHandler(
            (taskToPipe, recipient, sender, success, failure),
            static p => Pipe(p.taskToPipe, p.recipient, p.sender, p.success, p.failure)
        );

    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null
    ) =>
        Continuations.OutsideHandler(
            (taskToPipe, recipient, sender, success, failure),
            static p => Pipe(p.taskToPipe, p.recipient, p.sender, p.success, p.failure)
        );

    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null
    ) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        bool useConfigureAwait,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null
    ) => taskToPipe.AsTask().PipeTo(recipient, sender, success, failure);

    // The context must not be an actor's: piping may end after the actor's turn.
    private static async Task Pipe<T>(
        Task<T> task,
        ICanTell recipient,
        IActorRef? sender,
        Func<T, object>? success,
        Func<Exception, object>? failure
    )
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            var result = await task.ConfigureAwait(Continuations.FollowDispatcher);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
#pragma warning disable CA1031 // Every failure is a message.
        catch (Exception e)
#pragma warning restore CA1031
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    private static async Task Pipe(
        Task task,
        ICanTell recipient,
        IActorRef? sender,
        Func<object>? success,
        Func<Exception, object>? failure
    )
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            await task.ConfigureAwait(Continuations.FollowDispatcher);
            if (success is not null)
                recipient.Tell(success(), sender);
        }
#pragma warning disable CA1031 // Every failure is a message.
        catch (Exception e)
#pragma warning restore CA1031
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }
}
