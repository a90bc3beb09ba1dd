using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>Finds the mailbox type of each actor: by its deployment, its dispatcher, its requirements.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public static readonly string NoMailboxRequirement = string.Empty;
    internal const string Unbounded = "unbounded";
    internal const string Bounded = "bounded";

    private readonly ActorSystem _system;
    private readonly Settings _settings;
    private readonly ConcurrentDictionary<string, MailboxType> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, Type?> _requirements = new();
    private readonly ConcurrentDictionary<Config, bool> _hasMailbox = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<Type, string> _bindings = [];
    private readonly Lazy<DeadLetterMailbox> _deadLetterMailbox;
    private readonly ConcurrentDictionary<Type, MailboxType> _byActorType = new();

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        _settings = system.Settings;
        _deadLetterMailbox = new Lazy<DeadLetterMailbox>(() =>
            new DeadLetterMailbox(system.DeadLetters)
        );
        var requirements = _settings.Config.GetConfig("akka.actor.mailbox.requirements");
        if (requirements.IsNullOrEmpty())
            return;
        foreach (var (typeName, mailbox) in requirements.AsEnumerable())
        {
            var type = TypeCache.Find(typeName.Trim('"'));
            if (type is null)
            {
                throw new ConfigurationException(
                    $"akka.actor.mailbox.requirements names a type that does not exist: {typeName}"
                );
            }

            _bindings[type] = mailbox.GetString();
        }
    }

    public DeadLetterMailbox DeadLetterMailbox => _deadLetterMailbox.Value;

    /// <summary>The queue that an actor of this type requires.</summary>
    public Type GetRequiredType(Type actorType) =>
        _requirements.GetOrAdd(
            actorType,
            static t => FindArgument(t, typeof(IRequiresMessageQueue<>))
        )!;

    public bool HasRequiredType(Type actorType) => GetRequiredType(actorType) is not null;

    public bool ProducesMessageQueue(Type mailboxType) =>
        FindArgument(mailboxType, typeof(IProducesMessageQueue<>)) is not null;

    /// <summary>The mailbox type that is configured under a path.</summary>
    /// <exception cref="ConfigurationException">Nothing is.</exception>
    public MailboxType Lookup(string path) => _byId.GetOrAdd(path, Configure);

    /// <summary>The mailbox type that is bound to a kind of queue.</summary>
    public MailboxType LookupByQueueType(Type queueType) =>
        _bindings.TryGetValue(queueType, out var id)
            ? Lookup(id)
            : throw new ConfigurationException($"No mailbox is bound to [{queueType}].");

    /// <summary>The mailbox type for an actor on a dispatcher with that configuration.</summary>
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig)
    {
        var given = props.Mailbox;
        if (given is null && !HasMailbox(dispatcherConfig))
        {
            return _byActorType.TryGetValue(props.Type, out var known)
                ? known
                : _byActorType.GetOrAdd(props.Type, ForType(props.Type));
        }

        var required = GetRequiredType(props.Type);
        var chosen = given is not null ? Lookup(given) : FromDispatcher(dispatcherConfig);
        if (required is not null && !Produces(chosen, required))
        {
            if (given is null)
                return LookupByQueueType(required);
            throw new ArgumentException(
                $"Mailbox [{given}] does not produce the queue [{required}] that [{props.Type}] requires."
            );
        }

        return chosen;
    }

    internal int StashCapacity(string dispatcher, string? mailbox)
    {
        var id = mailbox ?? DefaultMailboxId;
        var config = _settings.Config.GetConfig(id);
        var ofMailbox = config.IsNullOrEmpty() ? -1 : config.GetInt("stash-capacity", -1);
        if (ofMailbox >= 0)
            return ofMailbox;
        var ofDispatcher = _settings.Config.GetConfig(dispatcher);
        var capacity = ofDispatcher.IsNullOrEmpty()
            ? -1
            : ofDispatcher.GetInt("stash-capacity", -1);
        return capacity >= 0
            ? capacity
            : _settings.Config.GetInt(DefaultMailboxId + ".stash-capacity", -1);
    }

    // A dispatcher's section is one object for its whole life, and looking into it takes long.
    private bool HasMailbox(Config dispatcherConfig) =>
        _hasMailbox.TryGetValue(dispatcherConfig, out var has)
            ? has
            : _hasMailbox.GetOrAdd(
                dispatcherConfig,
                static config =>
                    !config.IsNullOrEmpty()
                    && !string.IsNullOrEmpty(config.GetString("mailbox-type", null!))
            );

    private static bool Produces(MailboxType mailbox, Type required) =>
        FindArgument(mailbox.GetType(), typeof(IProducesMessageQueue<>)) is { } queue
        && required.IsAssignableFrom(queue);

    private MailboxType ForType(Type actorType)
    {
        var required = GetRequiredType(actorType);
        var standard = Lookup(DefaultMailboxId);
        return required is null || Produces(standard, required)
            ? standard
            : LookupByQueueType(required);
    }

    private MailboxType FromDispatcher(Config config)
    {
        var id = config.GetString("id", null!);
        return id is null ? Instantiate(config, "mailbox of a dispatcher") : Lookup(id);
    }

    private MailboxType Configure(string id)
    {
        switch (id)
        {
            case Unbounded:
                return new UnboundedMailbox(_settings, Config.Empty);
            case Bounded:
                return new BoundedMailbox(_settings, _settings.Config.GetConfig(DefaultMailboxId));
        }

        var config = _settings.Config.GetConfig(id);
        if (config.IsNullOrEmpty())
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        if (id != DefaultMailboxId)
            config = config.WithFallback(_settings.Config.GetConfig(DefaultMailboxId));
        return Instantiate(config, id);
    }

    private MailboxType Instantiate(Config config, string id)
    {
        var typeName = config.GetString("mailbox-type", null!);
        if (string.IsNullOrEmpty(typeName))
            throw new ConfigurationException(
                $"The setting mailbox-type, defined in [{id}] is empty"
            );
        var type =
            TypeCache.Find(typeName)
            ?? throw new ConfigurationException(
                $"Found mailbox-type [{typeName}] in configuration for [{id}], but there is no such type."
            );
        return type == typeof(UnboundedMailbox)
            ? new UnboundedMailbox(_settings, config)
            : (MailboxType)Activator.CreateInstance(type, _settings, config)!;
    }

    private static Type? FindArgument(Type type, Type genericInterface)
    {
        foreach (var candidate in type.GetInterfaces())
        {
            if (candidate.IsGenericType && candidate.GetGenericTypeDefinition() == genericInterface)
                return candidate.GetGenericArguments()[0];
        }

        return null;
    }
}
