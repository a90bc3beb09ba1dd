using Akka.Persistence.Journal;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Storage;

namespace Akka.Persistence.Sql.Query;

/// <summary>What the queries of one read journal share.</summary>
internal sealed class EventReader(
    IEventStore store,
    PayloadSerializer serializer,
    EventAdapters adapters,
    TimeSpan refreshInterval,
    int pageSize
)
{
    public IEventStore Store => store;
    public TimeSpan RefreshInterval => refreshInterval;
    public int PageSize => pageSize;

    /// <summary>What the application sees of the rows: adapters may split or drop an event.</summary>
    public List<EventEnvelope> Envelopes(List<StoredEvent> rows)
    {
        var envelopes = new List<EventEnvelope>(rows.Count);
        foreach (var row in rows)
        {
            var representation = serializer.ToRepresentation(row);
            var offset = new Sequence(row.Ordering);
            var payload = representation.Payload;
            var adapted = adapters
                .Get(payload.GetType())
                .FromJournal(payload, representation.Manifest);
            foreach (var one in adapted.Events)
            {
                envelopes.Add(
                    new EventEnvelope(
                        offset,
                        row.PersistenceId,
                        row.SequenceNr,
                        one,
                        row.Created,
                        row.Tags
                    )
                );
            }
        }
        return envelopes;
    }
}
