using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>
/// A test's own actor and everything that can be asked about the messages it receives. One test
/// uses one kit from one thread of control; actors may send to it from anywhere.
/// </summary>
/// <remarks>
/// Unless the kit is an <see cref="INoImplicitSender"/>, its actor is the sender of what the test
/// itself sends, also after an <c>await</c>.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int testActorCount;

    private readonly ProbeQueue _queue = new();
    private readonly ITestKitAssertions _assertions;
    private ActorSystem _system = null!;
    private IActorRef _testActor = null!;
    private EventFilterFactory _eventFilter = null!;
    private ILoggingAdapter? _log;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private bool _lastWasNoMessage;
    private long? _deadline;

    /// <summary>A kit on a given actor system, or on a new one.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system = null,
        string? testActorName = null
    )
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName) { }

    /// <summary>A kit on a new actor system.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        ActorSystemSetup setup,
        string? actorSystemName = null,
        string? testActorName = null
    )
        : this(assertions, null, setup, actorSystemName, testActorName) { }

    /// <summary>A kit on a new actor system with a configuration of its own.</summary>
    protected TestKitBase(
        ITestKitAssertions assertions,
        Config config,
        string? actorSystemName = null,
        string? testActorName = null
    )
        : this(
            assertions,
            null,
            ActorSystemSetup.Empty.And(
                BootstrapSetup.Create().WithConfig(config ?? ConfigurationFactory.Empty)
            ),
            actorSystemName,
            testActorName
        ) { }

    private TestKitBase(
        ITestKitAssertions assertions,
        ActorSystem? system,
        ActorSystemSetup setup,
        string? actorSystemName,
        string? testActorName
    )
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions));
#pragma warning disable MA0056, S1699, CA2214 // A derived kit may add to it, as documented.
        InitializeTest(system!, setup, actorSystemName!, testActorName!);
#pragma warning restore MA0056, S1699, CA2214
    }

    /// <summary>What every test starts from.</summary>
    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    /// <summary>Logs everything that an actor system can tell about its actors.</summary>
    public static Config FullDebugConfig { get; } =
        ConfigurationFactory.ParseString(
            """
            akka.loglevel = DEBUG
            akka.stdout-loglevel = DEBUG
            akka.actor.debug {
              receive = on
              autoreceive = on
              lifecycle = on
              event-stream = on
              unhandled = on
              fsm = on
              router-misconfiguration = on
            }
            """
        );

    /// <summary>The time that passes; only differences mean something.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>The actor system under test.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The settings, from <c>akka.test</c>.</summary>
    public TestKitSettings TestKitSettings { get; private set; } = null!;

    /// <summary>The kit's own actor.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>The sender of the last message that was taken from the queue.</summary>
    public IActorRef LastSender => _last.Sender;

    /// <summary>The last message that was taken from the queue.</summary>
    public object LastMessage => _last.Message;

    /// <summary>Whether messages wait in the queue.</summary>
    public bool HasMessages => _queue.HasMessages;

    /// <summary>Mutes, and waits for, log events and dead letters.</summary>
    public EventFilterFactory EventFilter => _eventFilter;

    /// <summary>The test's own log.</summary>
    public ILoggingAdapter Log => _log ??= Logging.GetLogger(_system, GetType());

    internal ITestKitAssertions TestAssertions => _assertions;

    /// <summary>Puts the kit on an actor system.</summary>
    protected void InitializeTest(
        ActorSystem system,
        Config config,
        string actorSystemName,
        string testActorName
    ) =>
        InitializeTest(
            system,
            ActorSystemSetup.Empty.And(
                BootstrapSetup.Create().WithConfig(config ?? ConfigurationFactory.Empty)
            ),
            actorSystemName,
            testActorName
        );

    /// <summary>Puts the kit on an actor system; on a new one when there is none.</summary>
    protected void InitializeTest(
        ActorSystem system,
        ActorSystemSetup config,
        string actorSystemName,
        string testActorName
    )
    {
        if (system is null)
        {
            system = ActorSystem.Create(actorSystemName ?? "test", WithDefaults(config));
        }
        else
        {
            system.Settings.InjectTopLevelFallback(DefaultConfig);
        }
        _system = system;
        system.RegisterExtension(new TestKitExtension());
        system.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(system);
        _eventFilter = new EventFilterFactory(this);
        var number = Interlocked.Increment(ref testActorCount);
        _testActor = CreateTestActor(system, testActorName ?? $"testActor{number}", _queue);
        if (
            this is not INoImplicitSender
            && _testActor is ActorRefWithCell { Underlying: ActorCell cell }
        )
        {
            InternalCurrentActorCellKeeper.Current = cell;
            SynchronizationContext.SetSynchronizationContext(new ImplicitSenderContext(cell));
        }
    }

    /// <summary>Another actor that only collects; its messages can't be seen through this kit.</summary>
    public IActorRef CreateTestActor(string name) =>
        CreateTestActor(_system, name, new ProbeQueue());

    private static IActorRef CreateTestActor(ActorSystem system, string name, ProbeQueue queue)
    {
        const string dispatcher = "akka.test.test-actor.dispatcher";
        var props = Props.Create(() => new ProbeActor(queue));
        if (system.Dispatchers.HasDispatcher(dispatcher))
        {
            props = props.WithDispatcher(dispatcher);
        }
        return ((ExtendedActorSystem)system).SystemActorOf(props, name);
    }

    private static ActorSystemSetup WithDefaults(ActorSystemSetup setup)
    {
        setup ??= ActorSystemSetup.Empty;
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = bootstrap.Config.HasValue ? bootstrap.Config.Value : Config.Empty;
        return setup.And(bootstrap.WithConfig(config.SafeWithFallback(DefaultConfig)));
    }
}
