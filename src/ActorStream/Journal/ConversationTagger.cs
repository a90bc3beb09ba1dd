using ActorStream.Conversations.Events;
using Akka.Persistence.Journal;

namespace ActorStream.Journal;

/// <summary>
/// Tags the events that change how a conversation stands in a list (all but chunks), so that the
/// directory reads turns, not chunks, when the process starts.
/// </summary>
public sealed class ConversationTagger : IWriteEventAdapter
{
    /// <summary>The tag.</summary>
    public const string Tag = "conversation";

    private static readonly string[] Tags = [Tag];

    /// <inheritdoc />
    public string Manifest(object evt) => "";

    /// <inheritdoc />
    public object ToJournal(object evt) =>
        evt is (ConversationEvent and not ChunkAppended) or ImportedEvent { IsTagged: true }
            ? new Tagged(evt, Tags)
            : evt;
}
