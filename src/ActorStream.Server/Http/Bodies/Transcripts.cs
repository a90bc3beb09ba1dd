using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Server.Http.Bodies;

/// <summary>From a conversation's answers to the protocol's bodies.</summary>
internal static class Transcripts
{
    public static TranscriptBody Of(ConversationTranscript transcript) =>
        new(
            transcript.ConversationId.Value,
            transcript.Title,
            transcript.CreatedAt,
            transcript.UpdatedAt,
            transcript.Cursor.ToString(),
            transcript.OpenTurnId?.ToString(),
            transcript.Turns.Select(Of).ToArray(),
            transcript.Tenant
        );

    public static ConversationEntryBody Of(ConversationChanged entry) =>
        new(
            entry.ConversationId.Value,
            entry.Title,
            entry.CreatedAt,
            entry.UpdatedAt,
            entry.IsRunning ? "running" : "idle",
            entry.Turns,
            entry.Tenant
        );

    private static TurnBody Of(TranscriptTurnView turn) =>
        new(
            turn.TurnId.ToString(),
            TurnStatusNames.Of(turn.Status),
            turn.Prompt,
            turn.Provider,
            turn.Model,
            turn.StartedAt,
            turn.EndedAt,
            turn.Parts.Select(part => new PartBody(ChunkKinds.ToName(part.Kind), part.Text))
                .ToArray(),
            turn.Reason,
            turn.FinishReason,
            turn.Error is { } error ? new(error.Type, error.Title, error.Detail) : null,
            turn.Cursor.ToString()
        );
}
