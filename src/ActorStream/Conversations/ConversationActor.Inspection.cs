using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;
using ActorStream.Observability;
using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>What operators see of the actor, as opposed to its conversation.</summary>
internal sealed partial class ConversationActor
{
    private TimeSpan Clock => Context.System.Scheduler.HighResMonotonicClock;

    private static int MailboxDepth => ((ActorCell)Context).NumberOfMessages;

    private void OnInspection(IInspection question)
    {
        if (question is GetLiveState)
        {
            Sender.Tell(
                new LiveState(
                    _id,
                    _transcript.Started?.Incarnation,
                    _transcript.SequenceNr,
                    _state.OpenTurn?.TurnId,
                    MailboxDepth,
                    _writes,
                    _tail.Count,
                    _viewers.Count,
                    _damage is not null
                )
            );
        }
        else
        {
            Unhandled(question);
        }
    }

    private void Observe(IReadOnlyList<ConversationEvent> events, TimeSpan ordered)
    {
        var (chunks, prompts) = (0, 0);
        // By index: an enumerator of the interface would be an allocation a write.
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is ChunkAppended)
                chunks++;
            else if (events[i] is TurnStarted)
                prompts++;
        }

        _observer.Written(
            new(
                _id,
                _transcript.SequenceNr,
                events.Count,
                chunks,
                prompts,
                Clock - ordered,
                MailboxDepth
            )
        );
    }
}
