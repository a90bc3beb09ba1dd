using ActorStream.Conversations;

namespace ActorStream.Regions;

/// <summary>Asks a region which of these conversations are in memory, and how many are in all.</summary>
/// <param name="Among">The conversations in question; may be empty.</param>
public sealed record GetAwake(IReadOnlyList<ConversationId> Among);

/// <summary>The answer to <see cref="GetAwake"/>.</summary>
/// <param name="Count">All conversations that are in memory.</param>
/// <param name="Among">Those that were asked about and are.</param>
public sealed record AwakeConversations(int Count, IReadOnlySet<ConversationId> Among);
