using Akka.Configuration;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>The limits of the section <c>actorstream.admin.heal</c>: what is healed beside the others.</summary>
/// <param name="Events">Of the conversation, which is held in memory.</param>
/// <param name="Bytes">Of its payloads.</param>
/// <param name="Steps">Of the transaction, for which other writes wait.</param>
internal sealed record HealingLimits(long Events, long Bytes, int Steps)
{
    public static HealingLimits From(Config config)
    {
        var section = config.GetConfig("actorstream.admin.heal");
        return new(
            section.GetLong("max-conversation-events"),
            section.GetByteSize("max-conversation-bytes") ?? 0,
            section.GetInt("max-steps")
        );
    }
}
