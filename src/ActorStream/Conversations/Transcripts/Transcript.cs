using ActorStream.Conversations.Events;
using ActorStream.Turns;

namespace ActorStream.Conversations;

/// <summary>
/// The durable conversation as people read it, built up event by event. Belongs to one actor; what it
/// gives away is a copy.
/// </summary>
internal sealed class Transcript
{
    private readonly List<TranscriptTurn> _turns = [];

    private ConversationStarted? _started;

    /// <summary>The number of the last event that is in here.</summary>
    public long SequenceNr { get; private set; }

    /// <summary>When the last event was decided.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Null before the conversation began.</summary>
    public ConversationStarted? Started => _started;

    /// <summary>The turns so far.</summary>
    public IReadOnlyList<TranscriptTurn> Turns => _turns;

    /// <summary>Takes the next event.</summary>
    public void Apply(ConversationEvent @event)
    {
        SequenceNr++;
        UpdatedAt = @event.At;
        switch (@event)
        {
            case ChunkAppended chunk:
                _turns[^1].Append(chunk);
                break;
            case TurnStarted started:
                _turns.Add(new(started, SequenceNr));
                break;
            case TurnEnded ended:
                _turns[^1].End(ended, SequenceNr);
                break;
            case ConversationStarted started:
                _started = started;
                break;
            case ConversationDeleted:
                _turns.Clear();
                break;
        }
    }

    /// <summary>Puts back what a snapshot held.</summary>
    public void Restore(
        ConversationStarted started,
        long sequenceNr,
        DateTimeOffset updatedAt,
        IEnumerable<TranscriptTurn> turns
    )
    {
        _started = started;
        SequenceNr = sequenceNr;
        UpdatedAt = updatedAt;
        _turns.Clear();
        _turns.AddRange(turns);
    }

    /// <summary>Prompts and answers before the last turn, for its provider.</summary>
    public IReadOnlyList<HistoryMessage> HistoryBefore(TurnId turnId)
    {
        var history = new List<HistoryMessage>();
        foreach (var turn in _turns)
        {
            if (turn.Started.TurnId.Number >= turnId.Number)
                break;
            history.Add(new(true, turn.Started.Prompt));
            var answer = string.Concat(
                turn.Parts.Where(part => part.Kind == ChunkKind.Text).Select(part => part.Text)
            );
            if (answer.Length > 0)
                history.Add(new(false, answer));
        }

        return history;
    }
}
