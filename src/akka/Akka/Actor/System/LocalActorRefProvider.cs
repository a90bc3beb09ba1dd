using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The references of one process.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly Settings _settings;
    private readonly EventStream _eventStream;
    private readonly RootActorPath _rootPath;
    private readonly ActorPath _tempNode;
    private readonly ConcurrentDictionary<string, IInternalActorRef> _extraNames = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, Deploy> _deployments = new(
        StringComparer.Ordinal
    );
    private readonly TaskCompletionSource _terminated = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly bool _hasDeployments;
    private DeadLetterActorRef _deadLetters = null!;
    private RootGuardianRef _rootGuardian = null!;
    private LocalActorRef _userGuardian = null!;
    private LocalActorRef _systemGuardian = null!;
    private VirtualPathContainer _tempContainer = null!;
    private ActorSystemImpl? _system;
    private long _tempNumber;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        _settings = settings;
        _eventStream = eventStream;
        _rootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = _rootPath / "temp";
        var deployments = settings.Config.GetConfig("akka.actor.deployment");
        _hasDeployments = !deployments.IsNullOrEmpty();
    }

    public ActorPath RootPath => _rootPath;

    public Settings Settings => _settings;

    public EventStream EventStream => _eventStream;

    public IActorRef DeadLetters => _deadLetters;

    public IActorRef IgnoreRef { get; private set; } = null!;

    public IInternalActorRef RootGuardian => _rootGuardian;

    public LocalActorRef Guardian => _userGuardian;

    public LocalActorRef SystemGuardian => _systemGuardian;

    public IInternalActorRef TempContainer => _tempContainer;

    public Address DefaultAddress => _rootPath.Address;

    public Task TerminationTask => _terminated.Task;

    internal bool IsInitialized => _userGuardian is not null;

    internal IScheduler? VirtualTime => SystemTime.VirtualOf(_system?.Scheduler);

    internal TimerQueue? SystemTimers => (_system?.Scheduler as HashedWheelTimerScheduler)?.Timers;

    public IActorRef RootGuardianAt(Address address) =>
        address == _rootPath.Address ? _rootGuardian : _deadLetters;

    /// <summary>Makes the guardians.</summary>
    public void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.DefaultGlobalDispatcher;
        var mailbox = new UnboundedMailbox();
        var theOne = new TopOfTheTree(this, _rootPath / "bubble-walker");
        _rootGuardian = new RootGuardianRef(
            system,
            new GuardianProps(StopAll()),
            dispatcher,
            mailbox,
            theOne,
            _rootPath,
            _deadLetters,
            _extraNames
        );
        theOne.Root = _rootGuardian;
        _tempContainer = new VirtualPathContainer(this, _tempNode, _rootGuardian);
        _rootGuardian.TempContainer = _tempContainer;
        _rootGuardian.Start();

        var root = _rootGuardian.Cell;
        var userProps = system.GuardianProps.HasValue
            ? system.GuardianProps.Value
            : new GuardianProps(
                SupervisorStrategyConfigurator
                    .CreateConfigurator(_settings.SupervisorStrategyClass)
                    .Create()
            );
        _userGuardian = (LocalActorRef)root.AttachChild(userProps, true, "user");
        _systemGuardian = (LocalActorRef)
            root.AttachChild(
                new Props(
                    typeof(SystemGuardianActor),
                    SupervisorStrategy.DefaultStrategy,
                    _userGuardian
                ),
                true,
                "system"
            );
        _systemGuardian.SendSystemMessage(new Watch(_userGuardian, _systemGuardian));
        _rootGuardian.SendSystemMessage(new Watch(_systemGuardian, _rootGuardian));
    }

    public ActorPath TempPath() =>
        _tempNode / Util.Internal.Names.Base64(Interlocked.Increment(ref _tempNumber));

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) =>
        _tempContainer.Add(path.Name, actorRef);

    public void UnregisterTempActor(ActorPath path) => _tempContainer.Remove(path.Name);

    /// <summary>Adds a name right below the root.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) =>
        _extraNames.AddOrUpdate(name, actor, (_, _) => actor);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs)
    {
        var path = TempPath();
        var future = new FutureActorRef<T>(tcs, path, this);
        RegisterTempActor(future, path);
        return future;
    }

    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async
    )
    {
        if (lookupDeploy && _hasDeployments)
        {
            var configured = Deployment(path);
            if (!ReferenceEquals(configured, Deploy.None))
                props = props.WithDeploy(configured);
        }

        if (deploy is not null)
            props = props.WithDeploy(deploy);
        var id = props.Deploy.Dispatcher;
        MessageDispatcher dispatcher;
        try
        {
            dispatcher =
                id.Length == 0
                    ? system.Dispatchers.DefaultGlobalDispatcher
                    : system.Dispatchers.Lookup(id);
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{id}] and mailbox [{props.Mailbox}]",
                e
            );
        }

        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (!ActorPath.TryParse(path, out var parsed) || parsed.Address != _rootPath.Address)
            return _deadLetters;
        return ResolveActorRef(parsed);
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Root != (ActorPath)_rootPath)
            return _deadLetters;
        var elements = actorPath.Elements.ToArray();
        if (elements.Length > 0 && actorPath.Uid != 0)
            elements[^1] = $"{elements[^1]}#{actorPath.Uid}";
        var found = elements.Length == 0 ? _rootGuardian : _rootGuardian.GetChild(elements);
        return found is Nobody ? new EmptyLocalActorRef(this, actorPath, _eventStream) : found;
    }

    public Address? GetExternalAddressFor(Address address) =>
        address == _rootPath.Address ? address : null;

    internal void Prepare(ActorSystemImpl system)
    {
        _system = system;
        _deadLetters = new DeadLetterActorRef(this, _rootPath / "deadLetters", _eventStream);
        IgnoreRef = new IgnoreActorRef(this, _rootPath / "ignore");
    }

    private static OneForOneStrategy StopAll() => new(static _ => Directive.Stop);

    // Deployment sections are named by path below /user.
    private Deploy Deployment(ActorPath path)
    {
        var elements = path.Elements;
        if (elements.Count < 2 || elements[0] != "user" || elements[1][0] == '$')
            return Deploy.None;
        return _deployments.GetOrAdd(
            "/" + string.Join('/', elements.Skip(1)),
            key =>
            {
                var section = _settings
                    .Config.GetConfig("akka.actor.deployment")
                    .GetConfig($"\"{key}\"");
                if (section.IsNullOrEmpty())
                    section = _settings.Config.GetConfig("akka.actor.deployment").GetConfig(key);
                return section.IsNullOrEmpty()
                    ? Deploy.None
                    : new Deploy(
                        key,
                        section,
                        Deploy.NoScopeGiven,
                        section.GetString("dispatcher", string.Empty),
                        section.GetString("mailbox", string.Empty),
                        section.GetInt("stash-capacity", Deploy.NoStashSize)
                    );
            }
        );
    }

    /// <summary>The parent of the root: hears of its end, which is the end of all.</summary>
    private sealed class TopOfTheTree(LocalActorRefProvider provider, ActorPath path)
        : MinimalActorRef
    {
        public LocalActorRef Root { get; set; } = null!;

        public override ActorPath Path => path;

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            switch (message)
            {
                case Failed failed:
                    provider._system!.Log.Error(
                        failed.Cause,
                        "guardian {0} failed, shutting down!",
                        failed.Child
                    );
                    ((IInternalActorRef)failed.Child).Stop();
                    break;
                case DeathWatchNotification:
                    provider._terminated.TrySetResult();
                    break;
            }
        }
    }
}
