using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence.Journal;

/// <summary>The adapters that are bound to one journal's event types.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _map;
    private readonly KeyValuePair<Type, IEventAdapter>[] _bindings;

    /// <summary>
    /// Takes bindings, the most specific first; <paramref name="map" /> remembers what was found.
    /// </summary>
    public EventAdapters(
        ConcurrentDictionary<Type, IEventAdapter> map,
        IEnumerable<KeyValuePair<Type, IEventAdapter>> bindings,
        ILoggingAdapter? log
    )
    {
        _map = map;
        _bindings = [.. bindings];
        _ = log;
    }

    internal static EventAdapters None { get; } = new(new(), [], log: null);

    /// <summary>Whether there is nothing to adapt.</summary>
    internal bool IsEmpty => _bindings.Length == 0;

    /// <summary>
    /// Reads the sections <c>event-adapters</c> (name to type) and <c>event-adapter-bindings</c>
    /// (event type to one name or several) of a journal's configuration.
    /// </summary>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = EventAdapterConfig.Adapters(config);
        var bindings = EventAdapterConfig.Bindings(config);
        if (bindings.Count == 0)
        {
            return None;
        }

        var bound = new List<KeyValuePair<Type, IEventAdapter>>();
        var created = new Dictionary<string, IEventAdapter>(StringComparer.Ordinal);
        foreach (var (typeName, names) in bindings)
        {
            var eventType = Type.GetType(typeName, throwOnError: true)!;
            var chosen = new List<IEventAdapter>();
            foreach (var name in names)
            {
                if (!created.TryGetValue(name, out var adapter))
                {
                    adapter = Instantiate(
                        adapters.TryGetValue(name, out var className)
                            ? className
                            : throw new ConfigurationException(
                                $"{typeName} is bound to the event adapter '{name}', which is not "
                                    + "among event-adapters."
                            ),
                        system
                    );
                    created.Add(name, adapter);
                }

                chosen.Add(adapter);
            }

            bound.Add(
                new(eventType, chosen.Count == 1 ? chosen[0] : new CombinedReadEventAdapter(chosen))
            );
        }

        return new EventAdapters(new(), MostSpecificFirst(bound), system.Log);
    }

    /// <summary>The adapter for a type: its own or that of its closest bound base, else the identity.</summary>
    public IEventAdapter Get(Type type)
    {
        if (_bindings.Length == 0)
        {
            return IdentityEventAdapter.Instance;
        }

        if (_map.TryGetValue(type, out var known))
        {
            return known;
        }

        IEventAdapter found = IdentityEventAdapter.Instance;
        foreach (var (bound, adapter) in _bindings)
        {
            if (bound.IsAssignableFrom(type))
            {
                found = adapter;
                break;
            }
        }

        return _map.GetOrAdd(type, found);
    }

    /// <inheritdoc cref="Get(Type)" />
    public IEventAdapter Get<T>() => Get(typeof(T));

    private static List<KeyValuePair<Type, IEventAdapter>> MostSpecificFirst(
        List<KeyValuePair<Type, IEventAdapter>> bindings
    )
    {
        var sorted = new List<KeyValuePair<Type, IEventAdapter>>(bindings.Count);
        foreach (var binding in bindings)
        {
            var index = sorted.FindIndex(other => other.Key.IsAssignableFrom(binding.Key));
            sorted.Insert(index < 0 ? sorted.Count : index, binding);
        }

        return sorted;
    }

    private static IEventAdapter Instantiate(string className, ExtendedActorSystem system)
    {
        var type = Type.GetType(className, throwOnError: true)!;
        var takesSystem = type.GetConstructor([typeof(ExtendedActorSystem)]) is not null;
        var instance = takesSystem
            ? Activator.CreateInstance(type, system)
            : Activator.CreateInstance(type);
        return instance switch
        {
            IEventAdapter both => both,
            IReadEventAdapter reader => new ReadOnlyAdapter(reader),
            IWriteEventAdapter writer => new WriteOnlyAdapter(writer),
            _ => throw new ConfigurationException($"{className} is not an event adapter."),
        };
    }
}
