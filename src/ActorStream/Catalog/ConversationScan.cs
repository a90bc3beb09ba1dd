using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using ActorStream.Views;
using Akka;
using Akka.Persistence.Query;
using Akka.Streams.Dsl;

namespace ActorStream.Catalog;

/// <summary>
/// Reads every conversation by itself, so that a damaged one costs the list only what follows in that one.
/// Slow (it reads chunks too), and used only when the query over all of them fails.
/// </summary>
internal sealed class ConversationScan(ICurrentPersistenceIdsQuery journal, IEventReader reader)
{
    private const int PageSize = 1_000;

    /// <summary>What can be read of each conversation, chunks left out.</summary>
    public Source<ScannedConversation, NotUsed> Conversations() =>
        journal
            .CurrentPersistenceIds()
            .SelectAsync(1, persistenceId => ReadAsync(persistenceId).FailingIfCancelled());

    private Task<ScannedConversation> ReadAsync(string persistenceId) =>
        ConversationId.TryParsePersistenceId(persistenceId, out var id)
            ? ReadAsync(id)
            : Task.FromResult(new ScannedConversation(id, []));

    /// <summary>What can be read of one conversation, chunks left out.</summary>
    public async Task<ScannedConversation> ReadAsync(ConversationId id)
    {
        var events = new List<(long, ConversationEvent)>();
        try
        {
            IReadOnlyList<JournaledEvent> page;
            var from = 1L;
            do
            {
                page = await reader.ReadAsync(id, "", from, from + PageSize - 1);
                events.AddRange(
                    page.Where(row => row.Event is not ChunkAppended)
                        .Select(row => (row.Cursor.SequenceNr, row.Event))
                );
                from += PageSize;
            } while (page.Count == PageSize);
        }
        catch (JournalDamagedException)
        {
            // The reader has published it. What came before it stands in the list.
        }

        return new(id, events);
    }
}

/// <summary>One conversation, as far as it can be read.</summary>
internal sealed record ScannedConversation(
    ConversationId Id,
    IReadOnlyList<(long SequenceNr, ConversationEvent Event)> Events
);
