using Akka.Streams.Dsl;

namespace Akka.Persistence.Query;

/// <summary>Reads the events with a tag, and those that are still to come.</summary>
public interface IEventsByTagQuery : IReadJournal
{
    /// <summary>In the journal's order, those after the offset; never ends.</summary>
    Source<EventEnvelope, NotUsed> EventsByTag(string tag, Offset offset);
}

/// <summary>Reads the events with a tag that are stored now.</summary>
public interface ICurrentEventsByTagQuery : IReadJournal
{
    /// <summary>In the journal's order, those after the offset.</summary>
    Source<EventEnvelope, NotUsed> CurrentEventsByTag(string tag, Offset offset);
}
