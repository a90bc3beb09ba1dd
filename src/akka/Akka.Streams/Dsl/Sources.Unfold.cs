using Akka.Streams.Blueprints;
using Akka.Streams.Stages.Sources;
using Akka.Util;

namespace Akka.Streams.Dsl;

public static partial class Source
{
    /// <summary>Makes elements from a state, one per demand, until there is none.</summary>
    public static Source<TElem, NotUsed> Unfold<TState, TElem>(
        TState state,
        Func<TState, Option<(TState, TElem)>> unfold
    ) =>
        Plain<TElem, (TState, Func<TState, Option<(TState, TElem)>>)>(
            (state, unfold),
            static (island, _, down, start) =>
                new UnfoldSource<TState, TElem>(island, down, start.Item1, start.Item2)
        );

    /// <summary>The same with tasks, one at a time.</summary>
    public static Source<TElem, NotUsed> UnfoldAsync<TState, TElem>(
        TState state,
        Func<TState, Task<Option<(TState, TElem)>>> unfoldAsync
    ) =>
        Plain<TElem, (TState, Func<TState, Task<Option<(TState, TElem)>>>)>(
            (state, unfoldAsync),
            static (island, _, down, start) =>
                new UnfoldAsyncSource<TState, TElem>(island, down, start.Item1, start.Item2)
        );

    /// <summary>The same without an end.</summary>
    public static Source<TElem, NotUsed> UnfoldInfinite<TState, TElem>(
        TState state,
        Func<TState, (TState, TElem)> unfold
    ) =>
        Plain<TElem, (TState, Func<TState, (TState, TElem)>)>(
            (state, unfold),
            static (island, _, down, start) =>
                new UnfoldInfiniteSource<TState, TElem>(island, down, start.Item1, start.Item2)
        );

    /// <summary>Opens a resource, reads it until there is none, closes it in any case.</summary>
    public static Source<T, NotUsed> UnfoldResource<T, TSource>(
        Func<TSource> create,
        Func<TSource, Option<T>> read,
        Action<TSource> close
    ) =>
        Plain<T, (Func<TSource>, Func<TSource, Option<T>>, Action<TSource>)>(
            (create, read, close),
            static (island, attributes, down, resource) =>
                new UnfoldResourceSource<T, TSource>(island, attributes, down, resource)
        );

    /// <summary>The same with tasks, one at a time.</summary>
    public static Source<T, NotUsed> UnfoldResourceAsync<T, TSource>(
        Func<Task<TSource>> create,
        Func<TSource, Task<Option<T>>> read,
        Func<TSource, Task<Done>> close
    ) =>
        Plain<T, (Func<Task<TSource>>, Func<TSource, Task<Option<T>>>, Func<TSource, Task<Done>>)>(
            (create, read, close),
            static (island, _, down, resource) =>
                new UnfoldResourceAsyncSource<T, TSource>(island, down, resource)
        );
}
