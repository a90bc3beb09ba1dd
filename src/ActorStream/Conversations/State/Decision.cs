using ActorStream.Conversations.Events;
using ActorStream.Conversations.Messages;

namespace ActorStream.Conversations;

/// <summary>What a conversation does about a command.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>Write these events in one atomic write; when they are durable, send the reply.</summary>
    public sealed record Write(IReadOnlyList<ConversationEvent> Events, object Reply) : Decision;

    /// <summary>
    /// Nothing to write. The reply speaks of what was decided before, so it goes out when that is
    /// durable.
    /// </summary>
    public sealed record Repeat(object Reply) : Decision;

    /// <summary>Not yet: the prompt that this speaks of has not come.</summary>
    public sealed record Wait(string PromptKey) : Decision;

    /// <summary>No.</summary>
    public sealed record Refuse(CommandRefused Reply) : Decision;
}
