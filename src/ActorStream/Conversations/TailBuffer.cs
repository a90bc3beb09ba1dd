using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Conversations;

/// <summary>
/// The last durable events of a conversation, for viewers that are nearly up to date. A ring with a
/// limit on count and size; what falls out is read from the journal.
/// </summary>
internal sealed class TailBuffer(TailLimits limits)
{
    private const int FirstCapacity = 16;

    // A ring: the oldest event is at _oldest. An answer costs what it holds, not what is remembered.
    private JournaledEvent[] _ring = [];
    private int _oldest;
    private long _length;
    private long _answerAfter = -1;
    private JournaledEvent[]? _answer;

    /// <summary>The number of the last event, 0 for none.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Events that are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Everything after this number is in here.</summary>
    public long StartsAfter => LastSequenceNr - Count;

    /// <summary>Nothing is remembered up to this number.</summary>
    public void SkipTo(long sequenceNr)
    {
        _ring = [];
        _oldest = Count = 0;
        _length = 0;
        LastSequenceNr = sequenceNr;
        _answer = null;
    }

    /// <summary>Takes the next durable event.</summary>
    public void Add(JournaledEvent @event)
    {
        if (Count == _ring.Length)
            Grow();
        _ring[IndexOf(Count++)] = @event;
        _length += LengthOf(@event);
        LastSequenceNr = @event.Cursor.SequenceNr;
        _answer = null;
        while (Count > 1 && (Count > limits.Events || _length > limits.Length))
            Forget();
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
        var answer = new JournaledEvent[Count - skipped];
        for (var i = 0; i < answer.Length; i++)
            answer[i] = _ring[IndexOf(skipped + i)];
        _answerAfter = sequenceNr;
        return _answer = answer;
    }

    /// <summary>The place of the n-th oldest event. The ring's length is a power of two.</summary>
    private int IndexOf(int number) => (_oldest + number) & (_ring.Length - 1);

    private void Forget()
    {
        _length -= LengthOf(_ring[_oldest]);
        _ring[_oldest] = null!;
        _oldest = IndexOf(1);
        Count--;
    }

    private void Grow()
    {
        var larger = new JournaledEvent[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (var i = 0; i < Count; i++)
            larger[i] = _ring[IndexOf(i)];
        (_ring, _oldest) = (larger, 0);
    }

    private static int LengthOf(JournaledEvent @event) =>
        @event.Event switch
        {
            ChunkAppended chunk => chunk.Text.Length,
            TurnStarted started => started.Prompt.Length,
            _ => 0,
        };
}
