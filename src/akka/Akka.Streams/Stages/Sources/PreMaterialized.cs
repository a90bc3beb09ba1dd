using Akka.Streams.Dsl;

namespace Akka.Streams.Stages.Sources;

internal static class PreMaterialized
{
    /// <summary>Runs the source into a queue; what is returned reads that queue.</summary>
    internal static (TMat, Source<T, NotUsed>) Run<T, TMat>(
        Source<T, TMat> source,
        IMaterializer materializer
    )
    {
        var (materialized, queue) = source
            .ToMaterialized(
                Sink.Queue<T>().WithAttributes(Attributes.CreateInputBuffer(1, 1)),
                Keep.Both
            )
            .Run(materializer);
        var rest = Source.UnfoldResourceAsync(
            () => Task.FromResult(queue),
            static opened => opened.PullAsync(),
            static opened =>
            {
                ((Sinks.QueueSink<T>)opened).CancelFromOutside();
                return Task.FromResult(Done.Instance);
            }
        );
        return (materialized, rest);
    }
}
