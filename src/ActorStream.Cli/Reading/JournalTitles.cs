using ActorStream.Conversations;
using ActorStream.Conversations.Events;

namespace ActorStream.Cli.Reading;

/// <summary>What to call a conversation, from its first row and its first prompt.</summary>
internal static class JournalTitles
{
    public static string? Of(JournalRow? first, JournalRow? firstPrompt)
    {
        if (first is null || !first.TryDecode(out var start, out _))
        {
            return null;
        }

        var prompt =
            firstPrompt is not null && firstPrompt.TryDecode(out var turn, out _)
                ? (turn as TurnStarted)?.Prompt
                : null;
        return Titles.Of((start as ConversationStarted)?.Title, prompt);
    }
}
