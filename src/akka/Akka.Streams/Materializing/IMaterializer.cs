using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Streams;

/// <summary>Turns blueprints into running streams.</summary>
public interface IMaterializer
{
    /// <summary>The dispatcher that streams run on.</summary>
    MessageDispatcher ExecutionContext { get; }

    /// <summary>The same materialiser with another prefix for names.</summary>
    IMaterializer WithNamePrefix(string namePrefix);

    /// <summary>Runs the graph.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    /// <param name="runnable">The graph.</param>
    /// <param name="initialAttributes">What the graph inherits where it says nothing itself.</param>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    ICancelable ScheduleOnce(TimeSpan delay, Action action);

    ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}

/// <summary>A materialiser with a log.</summary>
public interface IMaterializerLoggingProvider
{
    ILoggingAdapter MakeLogger(object logSource);
}
