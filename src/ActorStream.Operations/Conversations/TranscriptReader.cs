using System.Text;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Operations.Conversations;

/// <summary>
/// Puts rows together to turns, as people read them. Copes with a range that begins or ends in
/// mid-turn, and with rows that cannot be read: those it counts.
/// </summary>
public sealed class TranscriptReader
{
    private readonly List<TranscriptTurnView> _turns = [];
    private readonly List<TranscriptPartView> _parts = [];
    private readonly List<(long, string)> _unreadable = [];
    private readonly StringBuilder _text = new();
    private ChunkKind _kind;
    private TurnStarted? _open;
    private long _openedAt;
    private string _incarnation = "";

    /// <summary>The turns so far; a turn that has not ended is included.</summary>
    public IReadOnlyList<TranscriptTurnView> Turns =>
        _open is null ? _turns : [.. _turns, View(TurnStatus.Running, null)];

    /// <summary>The sequence numbers of rows that could not be read, with the reason.</summary>
    public IReadOnlyList<(long SequenceNr, string Problem)> Unreadable => _unreadable;

    /// <summary>The sequence number of the last row.</summary>
    public long LastSequenceNr { get; private set; }

    /// <summary>Whether the last row says that the conversation was erased.</summary>
    public bool IsErased { get; private set; }

    /// <summary>Takes the next row.</summary>
    public void Add(StoredEvent stored)
    {
        var row = stored.Row;
        LastSequenceNr = row.SequenceNr;
        if (stored.Problem is { } problem)
        {
            _unreadable.Add((row.SequenceNr, problem));
            return;
        }

        switch (stored.Event)
        {
            case ConversationStarted started:
                _incarnation = started.Incarnation;
                break;
            case ConversationDeleted:
                IsErased = true;
                break;
            case TurnStarted started:
                Open(started, row.SequenceNr);
                break;
            case ChunkAppended chunk:
                OpenIfCutOff(chunk, row.SequenceNr);
                Append(chunk);
                break;
            case TurnEnded ended:
                OpenIfCutOff(ended, row.SequenceNr);
                _turns.Add(View(ConversationState.StatusOf(ended), ended));
                _open = null;
                break;
        }
    }

    private void Open(TurnStarted started, long sequenceNr)
    {
        _open = started;
        _openedAt = sequenceNr;
        _parts.Clear();
        _text.Clear();
    }

    /// <summary>The range begins in mid-turn: the prompt is not in it.</summary>
    private void OpenIfCutOff(TurnEvent turnEvent, long sequenceNr)
    {
        if (_open is null)
        {
            Open(
                new TurnStarted(turnEvent.TurnId, "", "", null, null, null, turnEvent.At),
                sequenceNr
            );
        }
    }

    private void Append(ChunkAppended chunk)
    {
        if (_text.Length > 0 && chunk.Kind != _kind)
        {
            _parts.Add(new TranscriptPartView(_kind, _text.ToString()));
            _text.Clear();
        }

        _kind = chunk.Kind;
        _text.Append(chunk.Text);
    }

    private TranscriptTurnView View(TurnStatus status, TurnEnded? ended) =>
        new(
            _open!.TurnId,
            status,
            _open.Prompt,
            _open.Provider,
            _open.Model,
            _open.At,
            ended?.At,
            _text.Length == 0
                ? [.. _parts]
                : [.. _parts, new TranscriptPartView(_kind, _text.ToString())],
            ended switch
            {
                TurnAborted aborted => aborted.Reason,
                TurnInterrupted interrupted => interrupted.Reason,
                _ => null,
            },
            (ended as TurnCompleted)?.FinishReason,
            (ended as TurnFailed)?.Failure,
            new Cursor(_incarnation, _openedAt)
        );
}
