using System.Collections.Concurrent;
using System.Text;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Actor.Internal;

/// <summary>The actor system.</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TerminationCallbacks _terminationCallbacks = new();
    private readonly TaskCompletionSource _whenTerminated = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly string _name;
    private readonly Settings _settings;
    private readonly EventStream _eventStream;
    private readonly LocalActorRefProvider _provider;
    private readonly Mailboxes _mailboxes;
    private readonly Dispatchers _dispatchers;
    private readonly IScheduler _scheduler;
    private readonly ILoggingAdapter _log;
    private readonly Lazy<Serialization.Serialization> _serialization;
    private int _terminating;

    public ActorSystemImpl(string name)
        : this(name, ConfigurationFactory.Default(), ActorSystemSetup.Empty) { }

    public ActorSystemImpl(
        string name,
        Config config,
        ActorSystemSetup setup,
        Option<Props>? guardianProps = null
    )
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(config);
        _name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        _settings = new Settings(this, config, setup);
        SerializesMessages = _settings.SerializeAllMessages;
        SerializesCreators = _settings.SerializeAllCreators;
        _eventStream = new EventStream(_settings.DebugEventStream);
        _eventStream.StartStdoutLogger(_settings);
        _log = new BusLogging(
            _eventStream,
            $"ActorSystem({name})",
            GetType(),
            _settings.LogFormatter
        );
        _scheduler = CreateScheduler();
        _provider = new LocalActorRefProvider(name, _settings, _eventStream);
        _provider.Prepare(this);
        _mailboxes = new Mailboxes(this);
        _dispatchers = new Dispatchers(
            this,
            new DefaultDispatcherPrerequisites(_eventStream, _scheduler, _settings, _mailboxes),
            _log
        );
        _serialization = new Lazy<Serialization.Serialization>(() =>
            new Serialization.Serialization(this)
        );
        // From here on there may be actors that watch for the end.
        _ = _provider.TerminationTask.ContinueWith(
            static (_, state) => ((ActorSystemImpl)state!).FinishTermination(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
    }

    public override string Name => _name;

    public override Settings Settings => _settings;

    public override IActorRefProvider Provider => _provider;

    public override EventStream EventStream => _eventStream;

    public override Serialization.Serialization Serialization => _serialization.Value;

    public override IActorRef DeadLetters => _provider.DeadLetters;

    public override IActorRef IgnoreRef => _provider.IgnoreRef;

    public override Dispatchers Dispatchers => _dispatchers;

    public override Mailboxes Mailboxes => _mailboxes;

    public override IScheduler Scheduler => _scheduler;

    public override ILoggingAdapter Log => _log;

    public override IInternalActorRef Guardian => _provider.Guardian;

    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    public override Task WhenTerminated => _whenTerminated.Task;

    public Option<Props> GuardianProps { get; }

    internal bool SerializesMessages { get; }

    internal bool SerializesCreators { get; }

    internal bool IsTerminating => Volatile.Read(ref _terminating) != 0;

    /// <summary>Makes the guardians and starts what the configuration names: loggers and extensions.</summary>
    public void Start()
    {
        try
        {
            _provider.Init(this);
            _eventStream.StartDefaultLoggers(this);
            CoordinatedShutdown.Install(this);
            LoadExtensions();
            DeadLetterLogging.Start(this);
            if (_settings.LogConfigOnStart)
                _log.Info(_settings.ToString());
        }
        catch
        {
            _ = Terminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string? name = null) =>
        GuardianProps.HasValue
            ? throw new InvalidOperationException(
                "Cannot create top-level actor from the outside on ActorSystem with custom user guardian"
            )
            : _provider.Guardian.Cell.AttachChild(props, false, name);

    public override IActorRef SystemActorOf(Props props, string? name = null) =>
        _provider.SystemGuardian.Cell.AttachChild(props, true, name);

    public override IActorRef SystemActorOf<TActor>(string? name = null) =>
        SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, _provider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.ParentOrNull;
        if (parent is not null && parent.Equals(_provider.Guardian.Path))
            _provider.Guardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else if (parent is not null && parent.Equals(_provider.SystemGuardian.Path))
            _provider.SystemGuardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override string ToString() => _provider.RootPath.Address.ToString();

    internal override string PrintTree()
    {
        var text = new StringBuilder();
        Print(_provider.RootGuardian, 0);
        return text.ToString();

        void Print(IActorRef actor, int depth)
        {
            text.Append(' ', depth * 2).Append(actor.Path.Name).AppendLine();
            if (actor is ActorRefWithCell withCell)
            {
                foreach (var child in withCell.Children)
                    Print(child, depth + 1);
            }
        }
    }

    private static void CheckName(string name)
    {
        var isValid = !string.IsNullOrEmpty(name) && char.IsAsciiLetterOrDigit(name[0]);
        for (var i = 0; isValid && i < name.Length; i++)
            isValid = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '-' or '_';
        if (!isValid)
        {
            throw new ArgumentException(
                $"invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus "
                    + "non-leading '-')",
                nameof(name)
            );
        }
    }

    private IScheduler CreateScheduler()
    {
        var name = _settings.SchedulerClass;
        var config = _settings.Config.GetConfig("akka.scheduler");
        var type =
            TypeCache.Find(name)
            ?? throw new ConfigurationException($"Could not resolve scheduler type [{name}]");
        return type == typeof(HashedWheelTimerScheduler)
            ? new HashedWheelTimerScheduler(config, _log)
            : (IScheduler)Activator.CreateInstance(type, config, _log)!;
    }
}
