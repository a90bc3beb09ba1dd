using Akka.Streams.Dsl;

namespace Akka.Persistence.Query;

/// <summary>Reads all events, and those that are still to come.</summary>
public interface IAllEventsQuery : IReadJournal
{
    /// <summary>In the journal's order, those after the offset; never ends.</summary>
    Source<EventEnvelope, NotUsed> AllEvents(Offset offset);
}

/// <summary>Reads all events that are stored now.</summary>
public interface ICurrentAllEventsQuery : IReadJournal
{
    /// <summary>In the journal's order, those after the offset.</summary>
    Source<EventEnvelope, NotUsed> CurrentAllEvents(Offset offset);
}
