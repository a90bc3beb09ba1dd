using System.Collections.Immutable;
using Akka.Streams.Blueprints;
using Akka.Streams.Stages.Sinks;

namespace Akka.Streams.Dsl;

/// <summary>Makes sinks.</summary>
public static partial class Sink
{
    public static SinkShape<T> Shape<T>(string name) => new(new Inlet<T>(name + ".in"));

    public static Sink<TIn, TMat> Wrap<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        FromGraph(graph);

    public static Sink<TIn, TMat> FromGraph<TIn, TMat>(IGraph<SinkShape<TIn>, TMat> graph) =>
        graph as Sink<TIn, TMat> ?? new Sink<TIn, TMat>(graph.Node());

    private static Sink<TIn, TMat> Of<TIn, TMat, TState>(
        TState state,
        CreateSink<TIn, TMat, TState> create
    ) => new(new SinkOf<TIn, TMat, TState>(state, create));

    /// <summary>Takes everything; the task ends with the stream.</summary>
    public static Sink<TIn, Task<Done>> Ignore<TIn>() => Ignoring<TIn>.Sink;

    /// <summary>Runs the action for each element.</summary>
    public static Sink<TIn, Task<Done>> ForEach<TIn>(Action<TIn> action) =>
        Of<TIn, Task<Done>, Action<TIn>>(
            action,
            static (island, attributes, action, out result) =>
            {
                var stage = new ForEachSink<TIn>(island, attributes, action);
                result = stage.Result;
                return stage;
            }
        );

    /// <summary>Runs so many of the action's tasks at a time.</summary>
    public static Sink<TIn, Task<Done>> ForEachAsync<TIn>(int parallelism, Func<TIn, Task> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        return Of<TIn, Task<Done>, (int, Func<TIn, Task>)>(
            (parallelism, action),
            static (island, attributes, state, out result) =>
            {
                var stage = new ForEachAsyncSink<TIn>(island, attributes, state.Item1, state.Item2);
                result = stage.Result;
                return stage;
            }
        );
    }

    /// <summary>Runs the action for so many elements at a time, on the thread pool.</summary>
    public static Sink<TIn, Task<Done>> ForEachParallel<TIn>(int parallelism, Action<TIn> action) =>
        ForEachAsync<TIn>(parallelism, element => Task.Run(() => action(element)));

    /// <summary>Collects all elements.</summary>
    public static Sink<TIn, Task<IImmutableList<TIn>>> Seq<TIn>() =>
        Of<TIn, Task<IImmutableList<TIn>>, NotUsed>(
            NotUsed.Instance,
            static (island, _, _, out result) =>
            {
                var stage = new SeqSink<TIn>(island);
                result = stage.Result;
                return stage;
            }
        );

    /// <summary>Takes the first element; an empty stream fails the task.</summary>
    public static Sink<TIn, Task<TIn>> First<TIn>() => First<TIn>(orDefault: false);

    /// <summary>Takes the first element, or the default value of an empty stream.</summary>
    public static Sink<TIn, Task<TIn>> FirstOrDefault<TIn>() => First<TIn>(orDefault: true);

    private static Sink<TIn, Task<TIn>> First<TIn>(bool orDefault) =>
        Of<TIn, Task<TIn>, bool>(
            orDefault,
            static (island, _, orDefault, out result) =>
            {
                var stage = new FirstSink<TIn>(island, orDefault);
                result = stage.Result;
                return stage;
            }
        );

    /// <summary>Keeps the last element; an empty stream fails the task.</summary>
    public static Sink<TIn, Task<TIn>> Last<TIn>() => Last<TIn>(orDefault: false);

    /// <summary>Keeps the last element, or the default value of an empty stream.</summary>
    public static Sink<TIn, Task<TIn>> LastOrDefault<TIn>() => Last<TIn>(orDefault: true);

    private static Sink<TIn, Task<TIn>> Last<TIn>(bool orDefault) =>
        Of<TIn, Task<TIn>, bool>(
            orDefault,
            static (island, _, orDefault, out result) =>
            {
                var stage = new LastSink<TIn>(island, orDefault);
                result = stage.Result;
                return stage;
            }
        );

    /// <summary>Folds all elements.</summary>
    public static Sink<TIn, Task<TOut>> Aggregate<TIn, TOut>(
        TOut zero,
        Func<TOut, TIn, TOut> aggregate
    ) => Flow.Create<TIn>().Aggregate(zero, aggregate).ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>Folds all elements, one task at a time.</summary>
    public static Sink<TIn, Task<TOut>> AggregateAsync<TIn, TOut>(
        TOut zero,
        Func<TOut, TIn, Task<TOut>> aggregate
    ) =>
        Flow.Create<TIn>()
            .AggregateAsync(zero, aggregate)
            .ToMaterialized(First<TOut>(), Keep.Right);

    /// <summary>Folds all elements, starting with the first; an empty stream fails the task.</summary>
    public static Sink<TIn, Task<TIn>> Sum<TIn>(Func<TIn, TIn, TIn> reduce) =>
        Flow.Create<TIn>().Sum(reduce).ToMaterialized(First<TIn>(), Keep.Right);

    /// <summary>Cancels the stream at once.</summary>
    public static Sink<TIn, NotUsed> Cancelled<TIn>() =>
        Of<TIn, NotUsed, NotUsed>(
            NotUsed.Instance,
            static (island, _, none, out result) =>
            {
                result = none;
                return new CancelledSink<TIn>(island);
            }
        );

    /// <summary>Calls one of the functions when the stream ends.</summary>
    public static Sink<TIn, NotUsed> OnComplete<TIn>(Action success, Action<Exception> failure) =>
        Of<TIn, NotUsed, (Action, Action<Exception>)>(
            (success, failure),
            static (island, _, state, out result) =>
            {
                result = NotUsed.Instance;
                return new OnCompleteSink<TIn>(island, state.Item1, state.Item2);
            }
        );

    private static class Ignoring<TIn>
    {
        internal static readonly Sink<TIn, Task<Done>> Sink = Of<TIn, Task<Done>, NotUsed>(
            NotUsed.Instance,
            static (island, _, _, out result) =>
            {
                var stage = new IgnoreSink<TIn>(island);
                result = stage.Result;
                return stage;
            }
        );
    }
}
