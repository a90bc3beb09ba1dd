namespace Akka.Persistence.Journal;

/// <summary>Reads with several adapters: the event is what all of them make of it, one after the other.</summary>
public sealed class CombinedReadEventAdapter : IEventAdapter
{
    private readonly IEventAdapter[] _adapters;

    /// <summary>Combines adapters.</summary>
    public CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters)
    {
        _adapters = [.. adapters];
    }

    /// <summary>The combined adapters.</summary>
    public IEnumerable<IEventAdapter> Adapters => _adapters;

    /// <summary>Not supported: the order of writing would be arbitrary.</summary>
    public string Manifest(object evt) => throw OneOnly();

    /// <summary>Not supported: the order of writing would be arbitrary.</summary>
    public object ToJournal(object evt) => throw OneOnly();

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest)
    {
        var events = new List<object>();
        foreach (var adapter in _adapters)
        {
            events.AddRange(adapter.FromJournal(evt, manifest).Events);
        }

        return EventSequence.Create(events);
    }

    private static InvalidOperationException OneOnly() =>
        new("Several adapters are bound to this type, and only one can write.");
}
