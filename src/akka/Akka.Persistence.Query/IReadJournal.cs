namespace Akka.Persistence.Query;

/// <summary>Reads a journal's events; what it can do is in the other interfaces that it has.</summary>
public interface IReadJournal { }

/// <summary>Makes read journals. Its type is the <c>class</c> of a read journal's configuration.</summary>
public interface IReadJournalProvider
{
    /// <summary>The read journal, made once for each actor system.</summary>
    IReadJournal GetReadJournal();
}
