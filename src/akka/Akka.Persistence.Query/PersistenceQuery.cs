using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence.Query;

/// <summary>Finds read journals by their configuration path.</summary>
public sealed class PersistenceQuery : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<string, Lazy<IReadJournal>> _journals = new(
        StringComparer.Ordinal
    );

    /// <summary>Creates the extension.</summary>
    public PersistenceQuery(ExtendedActorSystem system)
    {
        _system = system;
        Log = Logging.GetLogger(system, this);
    }

    /// <summary>The extension's log.</summary>
    public ILoggingAdapter Log { get; }

    /// <summary>The extension of an actor system.</summary>
    public static PersistenceQuery Get(ActorSystem system) =>
        system.WithExtension<PersistenceQuery, PersistenceQueryProvider>();

    /// <summary>The defaults that come with a kind of read journal.</summary>
    public static Config GetDefaultConfig<TJournal>() =>
        typeof(TJournal)
            .GetMethod(
                "DefaultConfiguration",
                BindingFlags.Public | BindingFlags.Static,
                Type.EmptyTypes
            )
            ?.Invoke(null, null) as Config
        ?? Config.Empty;

    /// <summary>
    /// The read journal with this configuration path, whose <c>class</c> is an
    /// <see cref="IReadJournalProvider" />. The same one for each call.
    /// </summary>
    public TJournal ReadJournalFor<TJournal>(string readJournalPluginId)
        where TJournal : IReadJournal =>
        (TJournal)
            _journals
                .GetOrAdd(
                    readJournalPluginId,
                    static (id, query) => new(() => query.Create(id, GetDefaultConfig<TJournal>())),
                    this
                )
                .Value;

    private IReadJournal Create(string id, Config defaults)
    {
        _system.Settings.InjectTopLevelFallback(defaults);
        var all = _system.Settings.Config;
        if (string.IsNullOrEmpty(id) || !all.HasPath(id))
        {
            throw new ArgumentException(
                $"There is no configuration of a read journal at '{id}'.",
                nameof(id)
            );
        }

        var config = all.GetConfig(id);
        var type = Type.GetType(config.GetString("class", ""), throwOnError: true)!;
        var provider = Instantiate(type, config);
        return provider is IReadJournalProvider readJournals
            ? readJournals.GetReadJournal()
            : throw new ArgumentException($"{type} is not an {nameof(IReadJournalProvider)}.");
    }

    private object Instantiate(Type type, Config config)
    {
        if (type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is { } both)
        {
            return both.Invoke([_system, config]);
        }

        if (type.GetConstructor([typeof(ExtendedActorSystem)]) is { } one)
        {
            return one.Invoke([_system]);
        }

        return Activator.CreateInstance(type)!;
    }
}
