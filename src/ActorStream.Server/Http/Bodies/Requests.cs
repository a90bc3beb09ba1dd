using System.Text.Json;

namespace ActorStream.Server.Http.Bodies;

/// <summary>What <c>POST /conversations</c> may bring. Describes it; read by hand.</summary>
/// <param name="Title">At most 200 characters.</param>
/// <param name="Tenant">1 to 64 of <c>a-z 0-9 . _ -</c>, or null.</param>
internal sealed record NewConversationBody(string? Title, string? Tenant);

/// <summary>What <c>POST /conversations/{id}/stop</c> may bring. Describes it; read by hand.</summary>
/// <param name="IdempotencyKey">The key of the prompt whose turn is to stop; null for the open turn.</param>
internal sealed record StopBody(string? IdempotencyKey);

/// <summary>What <c>POST /conversations/{id}/turns</c> brings. Describes it; read by hand.</summary>
/// <param name="Prompt">1 to 131,072 bytes of UTF-8.</param>
/// <param name="Provider">A name of <c>GET /providers</c>, or null for the default.</param>
/// <param name="Model">A model of the provider, or null for its default.</param>
/// <param name="Options">An object for the provider, or null.</param>
/// <param name="WhileRunning"><c>reject</c> (the default) or <c>interrupt</c>.</param>
internal sealed record PromptBody(
    string Prompt,
    string? Provider,
    string? Model,
    JsonElement? Options,
    string? WhileRunning
);
