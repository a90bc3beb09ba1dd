using Akka.Streams.Dsl;

namespace Akka.Persistence.Query;

/// <summary>Reads the events of one persistence id, and those that are still to come.</summary>
public interface IEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>In order, both bounds inclusive; never ends unless the upper bound is reached.</summary>
    Source<EventEnvelope, NotUsed> EventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    );
}

/// <summary>Reads the events of one persistence id that are stored now.</summary>
public interface ICurrentEventsByPersistenceIdQuery : IReadJournal
{
    /// <summary>In order, both bounds inclusive; ends behind the last event.</summary>
    Source<EventEnvelope, NotUsed> CurrentEventsByPersistenceId(
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr
    );
}
