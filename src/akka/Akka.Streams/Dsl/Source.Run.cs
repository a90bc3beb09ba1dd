using Akka.Actor;
using Akka.Streams.Blueprints;

namespace Akka.Streams.Dsl;

public sealed partial class Source<TOut, TMat>
{
    /// <summary>Attaches a sink and runs the stream; yields the sink's value.</summary>
    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, IMaterializer materializer) =>
        materializer.Materialize(
            new RunnableGraph<TMat2>(new RunnableRight<TOut, TMat, TMat2>(Node, sink.Node()))
        );

    public TMat2 RunWith<TMat2>(IGraph<SinkShape<TOut>, TMat2> sink, ActorSystem system) =>
        RunWith(sink, SystemStreams.Of(system));

    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero,
        Func<TOut2, TOut, TOut2> aggregate,
        IMaterializer materializer
    ) => RunWith(Sink.Aggregate(zero, aggregate), materializer);

    public Task<TOut2> RunAggregate<TOut2>(
        TOut2 zero,
        Func<TOut2, TOut, TOut2> aggregate,
        ActorSystem system
    ) => RunAggregate(zero, aggregate, SystemStreams.Of(system));

    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero,
        Func<TOut2, TOut, Task<TOut2>> aggregate,
        IMaterializer materializer
    ) => RunWith(Sink.AggregateAsync(zero, aggregate), materializer);

    public Task<TOut2> RunAggregateAsync<TOut2>(
        TOut2 zero,
        Func<TOut2, TOut, Task<TOut2>> aggregate,
        ActorSystem system
    ) => RunAggregateAsync(zero, aggregate, SystemStreams.Of(system));

    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, IMaterializer materializer) =>
        RunWith(Sink.Sum(reduce), materializer);

    public Task<TOut> RunSum(Func<TOut, TOut, TOut> reduce, ActorSystem system) =>
        RunSum(reduce, SystemStreams.Of(system));

    /// <summary>Runs the action for each element; the task ends with the stream.</summary>
    public Task RunForeach(Action<TOut> action, IMaterializer materializer) =>
        RunWith(Sink.ForEach(action), materializer);

    public Task RunForeach(Action<TOut> action, ActorSystem system) =>
        RunForeach(action, SystemStreams.Of(system));

    /// <summary>
    /// The stream as an async enumerable: each enumeration runs it anew, and disposing the
    /// enumerator ends that run.
    /// </summary>
    public IAsyncEnumerable<TOut> RunAsAsyncEnumerable(IMaterializer materializer) =>
        new StreamsAsyncEnumerableRerunnable<TOut, TMat>(this, materializer);

    public IAsyncEnumerable<TOut> RunAsAsyncEnumerable(ActorSystem system) =>
        RunAsAsyncEnumerable(SystemStreams.Of(system));

    public IAsyncEnumerable<TOut> RunAsAsyncEnumerableBuffer(
        IMaterializer materializer,
        int minBuffer = 4,
        int maxBuffer = 16
    ) => new StreamsAsyncEnumerableRerunnable<TOut, TMat>(this, materializer, minBuffer, maxBuffer);

    public IAsyncEnumerable<TOut> RunAsAsyncEnumerableBuffer(
        ActorSystem system,
        int minBuffer = 4,
        int maxBuffer = 16
    ) => RunAsAsyncEnumerableBuffer(SystemStreams.Of(system), minBuffer, maxBuffer);

    /// <summary>Appends another source; running yields what is combined of both values.</summary>
    public Source<TOut, TMat3> ConcatMaterialized<TMat2, TMat3>(
        IGraph<SourceShape<TOut>, TMat2> that,
        Func<TMat, TMat2, TMat3> materializedFunction
    ) => ViaMaterialized(Operators.ConcatMaterialized(that.Node()), materializedFunction);

    /// <summary>Asks the actor about each element, so many questions at a time.</summary>
    public Source<TOut2, TMat> Ask<TOut2>(IActorRef actorRef, TimeSpan timeout, int parallelism = 2)
    {
        return this.Watch(actorRef)
            .SelectAsync(parallelism, element => actorRef.Ask<TOut2>(element!, timeout));
    }
}
