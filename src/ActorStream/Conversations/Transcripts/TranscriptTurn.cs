using System.Text;
using ActorStream.Conversations.Events;

namespace ActorStream.Conversations;

/// <summary>One turn of a <see cref="Transcript"/>.</summary>
internal sealed class TranscriptTurn(TurnStarted started, long startedSequenceNr)
{
    private readonly List<TranscriptPart> _parts = [];

    public TurnStarted Started { get; } = started;

    public long StartedSequenceNr { get; } = startedSequenceNr;

    public TurnEnded? Ended { get; private set; }

    public long EndedSequenceNr { get; private set; }

    public IReadOnlyList<TranscriptPart> Parts => _parts;

    public TurnStatus Status =>
        Ended is null ? TurnStatus.Running : ConversationState.StatusOf(Ended);

    public void Append(ChunkAppended chunk)
    {
        if (_parts is not [.., var last] || last.Kind != chunk.Kind)
        {
            last = new(chunk.Kind);
            _parts.Add(last);
        }

        last.Append(chunk.Text);
    }

    public void End(TurnEnded ended, long sequenceNr)
    {
        Ended = ended;
        EndedSequenceNr = sequenceNr;
    }
}

/// <summary>Adjacent chunks of one kind.</summary>
internal sealed class TranscriptPart(ChunkKind kind)
{
    private readonly StringBuilder _text = new();
    private string? _joined;

    public ChunkKind Kind { get; } = kind;

    public string Text => _joined ??= _text.ToString();

    public void Append(string text)
    {
        _text.Append(text);
        _joined = null;
    }
}
