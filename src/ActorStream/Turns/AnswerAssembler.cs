using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Turns;

/// <summary>
/// Turns what a provider says into the events of one turn, up to its end. Pure but for what it has to
/// remember of one answer: half a character, the kind it belongs to, and the length so far.
/// </summary>
internal sealed class AnswerAssembler(TurnId turnId, long maxAnswerLength)
{
    private SurrogateJoiner _joiner;
    private ChunkKind _kind;
    private long _length;

    /// <summary>The events that these items make. The last may be an end; nothing follows it.</summary>
    public List<ConversationEvent> Assemble(List<ProviderItem> items, DateTimeOffset now)
    {
        var events = new List<ConversationEvent>(items.Count);
        foreach (var item in items)
        {
            if (item.Finish is { } finish)
            {
                events.Add(new TurnCompleted(turnId, finish.Reason, finish.Usage, now));
                break;
            }

            if (item.Fault is { } fault)
            {
                if (!TurnFailures.IsShutdown(fault))
                    events.Add(new TurnFailed(turnId, TurnFailures.Of(fault), now));
                break;
            }

            if (item.Kind != _kind)
                _joiner.Clear();
            _kind = item.Kind;
            var text = _joiner.Push(item.Text);
            if (text.Length == 0)
                continue;
            _length += text.Length;
            if (_length > maxAnswerLength)
            {
                events.Add(new TurnFailed(turnId, TooLarge(), now));
                break;
            }

            events.Add(new ChunkAppended(turnId, item.Kind, text, now));
        }

        return events;
    }

    private TurnFailure TooLarge() =>
        new(
            TurnFailureTypes.AnswerTooLarge,
            "The answer grew too large.",
            $"An answer may have {maxAnswerLength} characters."
        );
}
