using Akka.Configuration;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>The section <c>actorstream.admin.import</c>.</summary>
/// <param name="Bytes">Of a body.</param>
/// <param name="ConversationEvents">Of one conversation.</param>
/// <param name="ConversationBytes">Of one conversation's payloads.</param>
internal sealed record ImportLimits(long Bytes, long ConversationEvents, long ConversationBytes)
{
    public static ImportLimits From(Config config)
    {
        var section = config.GetConfig("actorstream.admin.import");
        return new(
            section.GetByteSize("max-bytes") ?? 0,
            section.GetLong("max-conversation-events"),
            section.GetByteSize("max-conversation-bytes") ?? 0
        );
    }
}
