using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Views;

/// <summary>Reads pages through Akka.Persistence.Query.</summary>
internal sealed class JournalEventReader(
    ICurrentEventsByPersistenceIdQuery journal,
    IMaterializer materializer
) : IEventReader
{
    public async Task<IReadOnlyList<JournaledEvent>> ReadAsync(
        ConversationId id,
        string incarnation,
        long from,
        long to
    )
    {
        var page = new List<JournaledEvent>((int)Math.Min(to - from + 1, 1_024));
        await journal
            .CurrentEventsByPersistenceId(id.PersistenceId, from, to)
            .RunForeach(
                row =>
                    page.Add(new(new(incarnation, row.SequenceNr), (ConversationEvent)row.Event)),
                materializer
            );
        return page;
    }
}
