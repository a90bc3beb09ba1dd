namespace Akka.Persistence.Journal;

/// <summary>Turns the application's events into what the journal stores.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A hint that is stored with the event and given back on reading; never null.</summary>
    string Manifest(object evt);

    /// <summary>What is stored; a <see cref="Tagged" /> to store tags with it.</summary>
    object ToJournal(object evt);
}

/// <summary>Turns what the journal stores into the application's events.</summary>
public interface IReadEventAdapter
{
    /// <summary>The events, none, one or several, that a stored event stands for.</summary>
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>Adapts in both directions.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter { }
