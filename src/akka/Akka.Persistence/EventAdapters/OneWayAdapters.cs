namespace Akka.Persistence.Journal;

/// <summary>A configured adapter that only reads.</summary>
internal sealed class ReadOnlyAdapter(IReadEventAdapter reader) : IEventAdapter
{
    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) =>
        reader.FromJournal(evt, manifest);
}

/// <summary>A configured adapter that only writes.</summary>
internal sealed class WriteOnlyAdapter(IWriteEventAdapter writer) : IEventAdapter
{
    public string Manifest(object evt) => writer.Manifest(evt);

    public object ToJournal(object evt) => writer.ToJournal(evt);

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}
