using ActorStream.Conversations.Messages;
using Akka.Actor;

namespace ActorStream.Conversations;

/// <summary>
/// Answers viewers' questions, and keeps those that have to wait. A waiting question takes a few dozen
/// bytes; nothing is queued for a viewer that does not ask.
/// </summary>
internal sealed class ViewerDesk(TailBuffer tail)
{
    /// <summary>How many sweeps make a heartbeat.</summary>
    public const int SweepsPerHeartbeat = 3;

    private List<Waiting> _waiting = [];
    private List<Waiting> _spare = [];
    private int _sweep;

    /// <summary>Whether any viewer waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Viewers that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Answers now, or keeps the question.</summary>
    public void Ask(PullEvents question, string incarnation, IActorRef viewer)
    {
        var after = question.After?.SequenceNr ?? 0;
        var exists =
            question.After is not { } cursor
            || (cursor.Incarnation == incarnation && cursor.SequenceNr <= tail.LastSequenceNr);
        if (!exists)
            viewer.Tell(new ViewAnswer.Reset(incarnation), ActorRefs.NoSender);
        else if (after < tail.LastSequenceNr)
            viewer.Tell(Answer(after, incarnation), ActorRefs.NoSender);
        else if (question.MayWait)
            _waiting.Add(new(viewer, after, _sweep));
        else
            viewer.Tell(new ViewAnswer.Nothing(new(incarnation, after)), ActorRefs.NoSender);
    }

    /// <summary>New events are durable: everybody who waited for them is answered.</summary>
    public void Flush(string incarnation)
    {
        if (_waiting.Count == 0)
            return;
        var answered = _waiting;
        _waiting = _spare;
        ViewAnswer? shared = null;
        var sharedAfter = -1L;
        foreach (var (viewer, after, _) in answered)
        {
            if (shared is null || after != sharedAfter)
            {
                shared = Answer(after, incarnation);
                sharedAfter = after;
            }

            viewer.Tell(shared, ActorRefs.NoSender);
        }

        answered.Clear();
        _spare = answered;
    }

    /// <summary>Called at even intervals: tells those who have waited for a heartbeat's time.</summary>
    public void Sweep(string incarnation)
    {
        _sweep++;
        var kept = _spare;
        ViewAnswer? nothing = null;
        foreach (var waiting in _waiting)
        {
            if (_sweep - waiting.Since < SweepsPerHeartbeat)
                kept.Add(waiting);
            else
                waiting.Viewer.Tell(
                    nothing ??= new ViewAnswer.Nothing(new(incarnation, waiting.After)),
                    ActorRefs.NoSender
                );
        }

        _waiting.Clear();
        _spare = _waiting;
        _waiting = kept;
    }

    /// <summary>Everybody gets the same answer: the conversation is gone, or its actor stops.</summary>
    public void Dismiss(Func<Cursor, ViewAnswer> answer, string incarnation)
    {
        foreach (var (viewer, after, _) in _waiting)
            viewer.Tell(answer(new(incarnation, after)), ActorRefs.NoSender);
        _waiting.Clear();
    }

    private ViewAnswer Answer(long after, string incarnation) =>
        after < tail.StartsAfter
            ? new ViewAnswer.Behind(incarnation, after, tail.LastSequenceNr)
            : new ViewAnswer.Events(tail.After(after));

    private readonly record struct Waiting(IActorRef Viewer, long After, int Since);
}
