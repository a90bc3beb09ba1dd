using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Conversations;

/// <summary>
/// The last durable events of a conversation, for viewers that are nearly up to date. A ring with a
/// limit on count and size; what falls out is read from the journal.
/// </summary>
internal sealed class TailBuffer(TailLimits limits)
{
    private readonly Queue<JournaledEvent> _events = new();
    private long _length;
    private long _answerAfter = -1;
    private JournaledEvent[]? _answer;

    /// <summary>The number of the last event, 0 for none.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Events that are remembered.</summary>
    public int Count => _events.Count;

    /// <summary>Everything after this number is in here.</summary>
    public long StartsAfter => LastSequenceNr - _events.Count;

    /// <summary>Nothing is remembered up to this number.</summary>
    public void SkipTo(long sequenceNr)
    {
        _events.Clear();
        _length = 0;
        LastSequenceNr = sequenceNr;
        _answer = null;
    }

    /// <summary>Takes the next durable event.</summary>
    public void Add(JournaledEvent @event)
    {
        _events.Enqueue(@event);
        _length += LengthOf(@event);
        LastSequenceNr = @event.Cursor.SequenceNr;
        _answer = null;
        while (_events.Count > 1 && (_events.Count > limits.Events || _length > limits.Length))
            _length -= LengthOf(_events.Dequeue());
    }

    /// <summary>
    /// What comes after this number, which must not be before <see cref="StartsAfter"/>. Viewers that
    /// ask the same in a row get the same array.
    /// </summary>
    public IReadOnlyList<JournaledEvent> After(long sequenceNr)
    {
        if (_answer is { } same && _answerAfter == sequenceNr)
            return same;
        var skipped = (int)(sequenceNr - StartsAfter);
        var answer = new JournaledEvent[_events.Count - skipped];
        var index = -skipped;
        foreach (var @event in _events)
        {
            if (index >= 0)
                answer[index] = @event;
            index++;
        }

        _answerAfter = sequenceNr;
        return _answer = answer;
    }

    private static int LengthOf(JournaledEvent @event) =>
        @event.Event switch
        {
            ChunkAppended chunk => chunk.Text.Length,
            TurnStarted started => started.Prompt.Length,
            _ => 0,
        };
}
