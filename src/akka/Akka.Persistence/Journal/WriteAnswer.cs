using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Answers a write: with the request itself where the actor takes that, else event by event.</summary>
internal static class WriteAnswer
{
    public static void Send(
        WriteMessages request,
        int writeCount,
        Exception? failure,
        IImmutableList<Exception>? result
    )
    {
        if (failure is null && result is { Count: > 0 } && result.Count != writeCount)
        {
            failure = new InvalidOperationException(
                $"The journal was given {writeCount} writes and answered {result.Count}."
            );
        }

        var refusals = failure is null && result is { Count: > 0 } ? result : null;
        if (request.AnswerInPlace)
        {
            request.Failure = failure;
            request.Rejections = refusals;
            request.PersistentActor.Tell(request, ActorRefs.NoSender);
        }
        else if (failure is not null)
        {
            SendFailures(request, writeCount, failure);
        }
        else
        {
            SendOutcomes(request, refusals);
        }
    }

    /// <summary>Refuses all writes of a request for one reason.</summary>
    public static void Refuse(WriteMessages request, Exception reason)
    {
        var count = 0;
        foreach (var message in request.Messages)
        {
            count += message is AtomicWrite ? 1 : 0;
        }

        var builder = ImmutableArray.CreateBuilder<Exception>(count);
        for (var i = 0; i < count; i++)
        {
            builder.Add(reason);
        }

        Send(request, count, failure: null, builder.MoveToImmutable());
    }

    private static void SendFailures(WriteMessages request, int writeCount, Exception cause)
    {
        var (actor, id) = (request.PersistentActor, request.ActorInstanceId);
        actor.Tell(new WriteMessagesFailed(cause, writeCount), ActorRefs.NoSender);
        foreach (var message in request.Messages)
        {
            if (message is not AtomicWrite write)
            {
                actor.Tell(new LoopMessageSuccess(message.Payload, id), message.Sender);
                continue;
            }

            foreach (var persistent in write.Events)
            {
                actor.Tell(new WriteMessageFailure(persistent, cause, id), persistent.Sender);
            }
        }
    }

    private static void SendOutcomes(WriteMessages request, IReadOnlyList<Exception>? refusals)
    {
        var (actor, id) = (request.PersistentActor, request.ActorInstanceId);
        actor.Tell(WriteMessagesSuccessful.Instance, ActorRefs.NoSender);
        var index = 0;
        foreach (var message in request.Messages)
        {
            if (message is not AtomicWrite write)
            {
                actor.Tell(new LoopMessageSuccess(message.Payload, id), message.Sender);
                continue;
            }

            var refusal = refusals?[index++];
            foreach (var persistent in write.Events)
            {
                object answer = refusal is null
                    ? new WriteMessageSuccess(persistent, id)
                    : new WriteMessageRejected(persistent, refusal, id);
                actor.Tell(answer, persistent.Sender);
            }
        }
    }
}
