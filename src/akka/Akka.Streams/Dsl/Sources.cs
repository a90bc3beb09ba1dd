using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams.Blueprints;
using Akka.Streams.Stages.Sources;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Makes sources.</summary>
public static partial class Source
{
    public static SourceShape<T> Shape<T>(string name) => new(new Outlet<T>(name + ".out"));

    public static Source<T, TMat> FromGraph<T, TMat>(IGraph<SourceShape<T>, TMat> source) =>
        source as Source<T, TMat> ?? new Source<T, TMat>(source.Node());

    private static Source<T, NotUsed> Plain<T, TState>(
        TState state,
        CreateSourceStage<T, TState> create
    ) => new(new PlainSourceOf<T, TState>(state, create));

    /// <summary>Emits the elements of the enumerable, which is enumerated anew by each run.</summary>
    public static Source<T, NotUsed> From<T>(IEnumerable<T> enumerable)
    {
        ArgumentNullException.ThrowIfNull(enumerable);
        if (enumerable is T[] array)
        {
            return Plain<T, T[]>(
                array,
                static (island, _, down, elements) => new ArraySource<T>(island, down, elements)
            );
        }
        return Plain<T, IEnumerable<T>>(
            enumerable,
            static (island, _, down, elements) =>
                new EnumeratorSource<T>(island, down, elements.GetEnumerator)
        );
    }

    /// <summary>
    /// Emits the elements of an async enumerable, which is made anew by each run. When the stream
    /// ends early, the token of the enumeration is cancelled and its enumerator disposed.
    /// </summary>
    public static Source<T, NotUsed> From<T>(Func<IAsyncEnumerable<T>> asyncEnumerable) =>
        Plain<T, Func<IAsyncEnumerable<T>>>(
            asyncEnumerable,
            static (island, _, down, create) => new AsyncEnumerableSource<T>(island, down, create)
        );

    public static Source<T, NotUsed> FromEnumerator<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        Plain<T, Func<IEnumerator<T>>>(
            enumeratorFactory,
            static (island, _, down, create) => new EnumeratorSource<T>(island, down, create)
        );

    /// <summary>Emits what the enumerators yield, over and over.</summary>
    public static Source<T, NotUsed> Cycle<T>(Func<IEnumerator<T>> enumeratorFactory) =>
        Plain<T, Func<IEnumerator<T>>>(
            enumeratorFactory,
            static (island, _, down, create) => new CycleSource<T>(island, down, create)
        );

    /// <summary>Emits the task's result, or fails with the task.</summary>
    public static Source<T, NotUsed> FromTask<T>(Task<T> task) =>
        Plain<T, Task<T>>(
            task,
            static (island, _, down, task) => new TaskSource<T>(island, down, task)
        );

    /// <summary>Emits what the source emits that the task yields.</summary>
    public static Source<T, Task<M>> FromTaskSource<T, M>(Task<Source<T, M>> task) =>
        new(
            new SourceOf<T, Task<M>, Task<Source<T, M>>>(
                task,
                static (island, attributes, down, task) =>
                    new TaskSourceSource<T, M>(island, attributes, down, task).Materialized
            )
        );

    /// <summary>Makes its source at the first demand.</summary>
    public static Source<TOut, Task<TMat>> Lazily<TOut, TMat>(Func<Source<TOut, TMat>> create) =>
        new(
            new SourceOf<TOut, Task<TMat>, Func<Source<TOut, TMat>>>(
                create,
                static (island, attributes, down, create) =>
                    new LazySource<TOut, TMat>(island, attributes, down, create).Materialized
            )
        );

    public static Source<T, NotUsed> Single<T>(T element) =>
        Plain<T, T>(
            element,
            static (island, _, down, element) => new SingleSource<T>(island, down, element)
        );

    /// <summary>Completes at once.</summary>
    public static Source<T, NotUsed> Empty<T>() =>
        Plain<T, NotUsed>(
            NotUsed.Instance,
            static (island, _, down, _) => new EmptySource<T>(island, down)
        );

    /// <summary>Fails at once.</summary>
    public static Source<T, NotUsed> Failed<T>(Exception cause) =>
        Plain<T, Exception>(
            cause,
            static (island, _, down, cause) => new FailedSource<T>(island, down, cause)
        );

    /// <summary>Neither emits nor ends.</summary>
    public static Source<T, NotUsed> Never<T>() =>
        Plain<T, NotUsed>(
            NotUsed.Instance,
            static (island, _, down, _) => new NeverSource<T>(island, down)
        );

    public static Source<T, NotUsed> Repeat<T>(T element) =>
        Plain<T, T>(
            element,
            static (island, _, down, element) => new RepeatSource<T>(island, down, element)
        );

    /// <summary>Emits what the promise is given; the default value stands for nothing.</summary>
    public static Source<T, TaskCompletionSource<T>> Maybe<T>() =>
        new(
            new SourceOf<T, TaskCompletionSource<T>, NotUsed>(
                NotUsed.Instance,
                static (island, _, down, _) => new MaybeSource<T>(island, down).Decision
            )
        );

    /// <summary>
    /// Emits at every tick for which there is demand. Cancelling the value completes the stream.
    /// </summary>
    public static Source<T, ICancelable> Tick<T>(
        TimeSpan initialDelay,
        TimeSpan interval,
        T tick
    ) =>
        new(
            new SourceOf<T, ICancelable, (TimeSpan, TimeSpan, T)>(
                (initialDelay, interval, tick),
                static (island, _, down, state) =>
                    new TickSource<T>(
                        island,
                        down,
                        (state.Item1, state.Item2),
                        state.Item3
                    ).Cancelable
            )
        );
}
