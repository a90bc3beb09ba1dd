using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Blueprints;
using Akka.Streams.Engine;

namespace Akka.Streams;

internal sealed partial class ActorMaterializerImpl : ActorMaterializer
{
    private readonly ActorSystem _system;
    private readonly ActorMaterializerSettings _settings;
    private readonly MessageDispatcher _dispatcher;
    private readonly string _namePrefix;
    private ILoggingAdapter? _logger;
    private IActorRef _supervisor = null!;

    internal readonly IScheduler Scheduler;

    internal ActorMaterializerImpl(
        ActorSystem system,
        IActorRefFactory context,
        ActorMaterializerSettings settings,
        string namePrefix
    )
    {
        _system = system;
        _settings = settings;
        _namePrefix = namePrefix;
        Scheduler = system.Scheduler;
        _dispatcher = Lookup(settings.Dispatcher);
        _supervisor = context.ActorOf(
            Props.Create(() => new StreamSupervisor(this)),
            StreamSupervisor.NextName(system)
        );
    }

    public override ActorMaterializerSettings Settings => _settings;

    public override bool IsShutdown => _isShutdown;

    public override ActorSystem System => _system;

    public override ILoggingAdapter Logger => _logger ??= MakeLogger(this);

    public override IActorRef Supervisor => _supervisor;

    public override MessageDispatcher ExecutionContext => _dispatcher;

    public override ILoggingAdapter MakeLogger(object logSource) =>
        Logging.GetLogger(_system, logSource);

    /// <summary>Streams have no actors of their own here, so there is nothing to name.</summary>
    public override IMaterializer WithNamePrefix(string namePrefix) => this;

    public override TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) =>
        Materialize(runnable, Attributes.None);

    public override TMat Materialize<TMat>(
        IGraph<ClosedShape, TMat> runnable,
        Attributes initialAttributes
    )
    {
        if (_isShutdown)
            throw ShutDown();
        var node = runnable.Node();
        var island = new Island(this, DispatcherFor(node, initialAttributes));
        var materialized = node.Build(island, initialAttributes);
        island.Launch();
        return materialized;
    }

    public override ICancelable ScheduleOnce(TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(Scheduler.Advanced);
        Scheduler.Advanced.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    public override ICancelable ScheduleRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        Action action
    )
    {
        var cancelable = new Cancelable(Scheduler.Advanced);
        Scheduler.Advanced.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    private MessageDispatcher DispatcherFor<TMat>(RunnableNode<TMat> node, Attributes initial)
    {
        var own = (node as RunnableWithAttributes<TMat>)?.Own;
        var named =
            own?.Find<ActorAttributes.Dispatcher>() ?? initial.Find<ActorAttributes.Dispatcher>();
        return named is null ? _dispatcher : Lookup(named.Name);
    }

    internal MessageDispatcher DispatcherOf(Attributes attributes) =>
        attributes.Find<ActorAttributes.Dispatcher>() is { } named
            ? Lookup(named.Name)
            : _dispatcher;

    private MessageDispatcher Lookup(string id) =>
        string.IsNullOrEmpty(id)
            ? _system.Dispatchers.DefaultGlobalDispatcher
            : _system.Dispatchers.Lookup(id);

    private static Exception ShutDown() =>
        new Pattern.IllegalStateException(
            "Trying to materialize a stream after its materializer has been shut down"
        );
}
