using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;
using Akka.Event;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace ActorStream.Views;

/// <summary>
/// Reads pages through Akka.Persistence.Query. A page with a damaged row is refused as a whole, with
/// <see cref="JournalDamagedException"/>, and the damage is published.
/// </summary>
internal sealed class JournalEventReader(
    ICurrentEventsByPersistenceIdQuery journal,
    IMaterializer materializer,
    EventStream events
) : IEventReader
{
    public async Task<IReadOnlyList<JournaledEvent>> ReadAsync(
        ConversationId id,
        string incarnation,
        long from,
        long to
    )
    {
        try
        {
            return await PageAsync(id, incarnation, from, to);
        }
        catch (JournalDamagedException damaged)
        {
            events.Publish(new DamageMet(id, damaged.Damage));
            throw;
        }
        catch (Exception failure) when (Damage.IsCauseOf(failure))
        {
            var damage = new Damage(await FindAsync(id, from, to), Damage.Unreadable);
            events.Publish(new DamageMet(id, damage));
            throw new JournalDamagedException(id, damage);
        }
    }

    private async Task<IReadOnlyList<JournaledEvent>> PageAsync(
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
                {
                    var expected = from + page.Count;
                    if (row.SequenceNr != expected)
                        throw new JournalDamagedException(id, new(expected, "It is missing."));
                    if (row.Event is not ConversationEvent @event)
                    {
                        var reason = (row.Event as DamagedPayload)?.Reason ?? Damage.Foreign;
                        throw new JournalDamagedException(id, new(expected, reason));
                    }

                    page.Add(new(new(incarnation, expected), @event));
                },
                materializer
            );
        return page;
    }

    /// <summary>The store named no row: each of the page's is read by itself.</summary>
    private async Task<long> FindAsync(ConversationId id, long from, long to)
    {
        for (var sequenceNr = from; sequenceNr < to; sequenceNr++)
        {
            try
            {
                await PageAsync(id, "", sequenceNr, sequenceNr);
            }
            catch (Exception failure) when (Damage.IsCauseOf(failure))
            {
                return sequenceNr;
            }
        }

        return to;
    }
}
