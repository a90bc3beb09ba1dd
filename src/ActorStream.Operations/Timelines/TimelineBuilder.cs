using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Timelines;

/// <summary>
/// Makes the time lines of a conversation's turns out of its events, one after the other. An event that
/// is missing, because it could not be read, is just not counted. For one thread.
/// </summary>
/// <param name="maxTurns">The last turns that are kept; older ones are forgotten on the way.</param>
public sealed class TimelineBuilder(int maxTurns)
{
    private readonly Queue<TurnTimeline> _turns = new();
    private TurnInTime? _open;

    /// <summary>Takes the next event.</summary>
    public void Add(long sequenceNr, ConversationEvent @event)
    {
        switch (@event)
        {
            case TurnStarted started:
                Keep();
                _open = new(started, sequenceNr);
                break;
            case ChunkAppended chunk when _open?.TurnId == chunk.TurnId:
                _open.Add(chunk, sequenceNr);
                break;
            case TurnEnded ended when _open?.TurnId == ended.TurnId:
                _open.End(ended, sequenceNr);
                Keep();
                break;
        }
    }

    /// <summary>The turns so far, oldest first; the last may be open.</summary>
    public IReadOnlyList<TurnTimeline> Build()
    {
        Keep();
        return [.. _turns];
    }

    private void Keep()
    {
        if (_open is null)
            return;
        if (_turns.Count == maxTurns)
            _turns.Dequeue();
        _turns.Enqueue(_open.Measure());
        _open = null;
    }
}
