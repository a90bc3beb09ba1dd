using ActorStream.Conversations.Events;

namespace ActorStream.Operations.Conversations;

/// <summary>
/// Looks for a text in events that come one after the other, regardless of case. An answer's text is
/// cut into chunks anywhere, so the end of each is kept for the next one.
/// </summary>
public sealed class TextSearch(string text)
{
    private string _carried = "";
    private ChunkKind _kind;

    /// <summary>Whether it is in this text.</summary>
    public bool IsIn(string? searched) =>
        searched?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether it is in this event, or began in those before and ends in it.</summary>
    public bool IsIn(ConversationEvent next)
    {
        if (next is not ChunkAppended chunk)
        {
            _carried = "";
            return next is TurnStarted turn && IsIn(turn.Prompt);
        }

        var joined = chunk.Kind == _kind ? _carried + chunk.Text : chunk.Text;
        _kind = chunk.Kind;
        _carried = joined[Math.Max(0, joined.Length - text.Length + 1)..];
        return IsIn(joined);
    }
}
