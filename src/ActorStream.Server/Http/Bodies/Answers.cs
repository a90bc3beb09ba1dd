using System.Text.Json;

namespace ActorStream.Server.Http.Bodies;

/// <summary>A conversation was begun.</summary>
internal sealed record ConversationCreatedBody(string ConversationId, string Cursor);

/// <summary>A page of the list.</summary>
internal sealed record ConversationListBody(
    IReadOnlyList<ConversationEntryBody> Conversations,
    string? Next
);

/// <summary>A conversation in the list.</summary>
internal sealed record ConversationEntryBody(
    string ConversationId,
    string? Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Status,
    int Turns,
    string? Tenant
);

/// <summary>A conversation as people read it.</summary>
internal sealed record TranscriptBody(
    string ConversationId,
    string? Title,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string Cursor,
    string? OpenTurnId,
    IReadOnlyList<TurnBody> Turns,
    string? Tenant
);

/// <summary>A turn of a transcript.</summary>
internal sealed record TurnBody(
    string TurnId,
    string Status,
    string Prompt,
    string Provider,
    string? Model,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<PartBody> Parts,
    string? Reason,
    string? FinishReason,
    FailureBody? Error,
    string Cursor
);

/// <summary>Adjacent chunks of one kind.</summary>
internal sealed record PartBody(string Kind, string Text);

/// <summary>Why a turn failed.</summary>
internal sealed record FailureBody(string Type, string Title, string? Detail);

/// <summary>A prompt was accepted.</summary>
internal sealed record TurnAcceptedBody(string TurnId, string Cursor);

/// <summary>A turn was stopped.</summary>
internal sealed record TurnStoppedBody(string TurnId, string Status, string Cursor);

/// <summary>A page of events.</summary>
internal sealed record EventPageBody(
    IReadOnlyList<JsonElement> Events,
    string Cursor,
    bool HasMore
);

/// <summary>The providers that may be named.</summary>
internal sealed record ProvidersBody(IReadOnlyList<ProviderBody> Providers);

/// <summary>A provider.</summary>
internal sealed record ProviderBody(
    string Name,
    string Title,
    bool Demonstration,
    bool Default,
    IReadOnlyList<string> Models
);

/// <summary>How the server is.</summary>
internal sealed record HealthBody(string Status, int? Healing, ConnectionsBody? Connections);

/// <summary>Viewers that are connected.</summary>
internal sealed record ConnectionsBody(int Sse, int WebSocket);
