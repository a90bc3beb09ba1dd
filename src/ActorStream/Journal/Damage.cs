using System.Runtime.Serialization;
using ActorStream.Conversations;

namespace ActorStream.Journal;

/// <summary>What a recovery or a reader has met.</summary>
/// <param name="SequenceNr">The row's number, or null if the store did not say.</param>
/// <param name="Reason">One sentence without any content.</param>
internal sealed record Damage(long? SequenceNr, string Reason)
{
    /// <summary>No serializer of ours was even asked: the column that names it is wrong.</summary>
    public const string Unreadable = "No serializer can read it; its identifier may be damaged.";

    /// <summary>Another serializer made something else of it.</summary>
    public const string Foreign =
        "It is no event of a conversation; its identifier may be damaged.";

    /// <summary>A snapshot stands where the conversation's last event does not.</summary>
    public const string Orphaned = "The events behind the snapshot are gone.";

    /// <summary>Whether a failed read was one of content, not of the database.</summary>
    public static bool IsCauseOf(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is SerializationException)
                return true;
        }

        return false;
    }
}

/// <summary>Published on the event stream by whoever meets damage, as often as it is met.</summary>
internal sealed record DamageMet(ConversationId ConversationId, Damage Damage);

/// <summary>A page cannot be served: a row in it is damaged.</summary>
internal sealed class JournalDamagedException(ConversationId id, Damage damage)
    : Exception($"Event {damage.SequenceNr} of {id} is damaged: {damage.Reason}")
{
    public Damage Damage { get; } = damage;
}
