using Akka.Streams.Dsl;

namespace Akka.Persistence.Query;

/// <summary>Reads all persistence ids, and those that are still to come.</summary>
public interface IPersistenceIdsQuery : IReadJournal
{
    /// <summary>Each once, in no order; never ends.</summary>
    Source<string, NotUsed> PersistenceIds();
}

/// <summary>Reads the persistence ids that are stored now.</summary>
public interface ICurrentPersistenceIdsQuery : IReadJournal
{
    /// <summary>Each once, in no order.</summary>
    Source<string, NotUsed> CurrentPersistenceIds();
}
