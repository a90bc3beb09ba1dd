using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Supervision;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Streams.Engine;

/// <summary>
/// A running stream: its stages, and the turn in which they run. Whoever has news sends a signal;
/// the first signal to an idle island schedules one turn on the dispatcher. So at most one thread
/// is inside at any time, and no stage needs a lock.
/// </summary>
internal sealed partial class Island(
    ActorMaterializerImpl materializer,
    MessageDispatcher dispatcher
) : IRunnable
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    internal readonly ActorMaterializerImpl Materializer = materializer;
    private readonly MessageDispatcher _dispatcher = dispatcher;
    private Stage? _first;
    private Stage? _last;
    private bool _hasNew;
    private int _state = Scheduled; // what is sent before the launch waits for it
    private bool _registered;
    private Island? _inner; // not yet launched, by their NextIsland

    // Links of the materialiser's list of running islands.
    internal Island? NextIsland;
    internal Island? PreviousIsland;
    internal int ShardIndex;

    internal IScheduler Scheduler => Materializer.Scheduler;

    /// <summary>The scheduler's clock: virtual under a test scheduler.</summary>
    internal TimeSpan Now => Materializer.Scheduler.MonotonicClock;

    internal Directive Decide(Attributes attributes, Exception cause)
    {
        var own = attributes.Find<ActorAttributes.SupervisionStrategy>();
        return (own?.Decider ?? Materializer.Settings.SupervisionDecider)(cause);
    }

    internal void Add(Stage stage)
    {
        _hasNew = true;
        if (_last is null)
        {
            _first = _last = stage;
            return;
        }
        stage.PreviousStage = _last;
        _last.NextStage = stage;
        _last = stage;
    }

    internal void Remove(Stage stage)
    {
        // The removed stage keeps its own link: a walk that stands on it can go on.
        if (stage.PreviousStage is null)
            _first = stage.NextStage;
        else
            stage.PreviousStage.NextStage = stage.NextStage;
        if (stage.NextStage is null)
            _last = stage.PreviousStage;
        else
            stage.NextStage.PreviousStage = stage.PreviousStage;
    }

    /// <summary>
    /// An island for a part that is marked asynchronous. It is launched by this one's next turn: not
    /// before both are wired.
    /// </summary>
    internal Island NewInner(Attributes attributes)
    {
        var inner = new Island(Materializer, Materializer.DispatcherOf(attributes))
        {
            NextIsland = _inner,
        };
        _inner = inner;
        _hasNew = true;
        return inner;
    }

    private void LaunchInner()
    {
        while (_inner is { } inner)
        {
            _inner = inner.NextIsland;
            inner.NextIsland = null;
            inner.Launch();
        }
    }

    /// <summary>Starts what was added since the last start; inside the turn only.</summary>
    internal void StartNewStages()
    {
        LaunchInner();
        while (_hasNew)
        {
            _hasNew = false;
            for (var stage = _first; stage is not null; stage = stage.NextStage)
            {
                if (stage.Started || stage.Stopped)
                    continue;
                stage.Started = true;
                stage.PreStart();
            }
        }
    }

    /// <summary>Schedules the first turn of the wired island.</summary>
    internal void Launch() => _dispatcher.Schedule(this);

    /// <summary>Ends all stages at once, as when the materialiser is shut down.</summary>
    internal void Abort(Exception cause) => Send(new ActionSignal(() => AbortStages(cause)));

    private void AbortStages(Exception cause)
    {
        while (_first is { } stage)
        {
            try
            {
                stage.Abort(cause);
            }
            catch (Exception failure)
            {
                Materializer.Logger.Log(
                    LogLevel.ErrorLevel,
                    failure,
                    "A stream's stage failed to stop"
                );
            }
        }
    }

    /// <summary>
    /// Makes a stream that outlives its turn known to the materialiser. Most short ones end in
    /// their first turn and never need to be.
    /// </summary>
    private void UpdateRegistration()
    {
        var isRunning = _first is not null;
        if (isRunning == _registered)
            return;
        _registered = isRunning;
        if (isRunning)
            Materializer.Register(this);
        else
            Materializer.Unregister(this);
    }
}
