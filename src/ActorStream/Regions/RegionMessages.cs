using ActorStream.Conversations;

namespace ActorStream.Regions;

/// <summary>Asks a region which of these conversations are in memory, and how many are in all.</summary>
/// <param name="Among">The conversations in question; may be empty.</param>
public sealed record GetAwake(IReadOnlyList<ConversationId> Among);

/// <summary>The answer to <see cref="GetAwake"/>.</summary>
/// <param name="Count">All conversations that are in memory.</param>
/// <param name="Among">Those that were asked about and are.</param>
public sealed record AwakeConversations(int Count, IReadOnlySet<ConversationId> Among);

/// <summary>
/// Takes a conversation out of use: its actor is stopped, none is started, and what is sent to it waits or is
/// refused, until it is released. Answered with <see cref="ConversationHeld"/> when its actor has ended, or
/// with <see cref="Conversations.Messages.CommandRefused"/>: a turn is open, or somebody else holds it.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Order">A number of its own, by which it is released.</param>
internal sealed record HoldConversation(ConversationId ConversationId, long Order);

/// <summary>No actor of it is there, and none will be before the release.</summary>
internal sealed record ConversationHeld(ConversationId ConversationId);

/// <summary>Ends a hold, granted or not, and starts the conversation.</summary>
internal sealed record ReleaseConversation(ConversationId ConversationId, long Order);
