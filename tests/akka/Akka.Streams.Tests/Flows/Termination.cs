using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

public sealed class Watching_how_a_stream_ends : StreamsTest
{
    private (Task Ended, Task Sink) Watch<T>(Source<int, NotUsed> source, Sink<int, T> sink)
        where T : Task =>
        source
            .WatchTermination((_, ended) => ended)
            .ToMaterialized(sink, (ended, result) => ((Task)ended, (Task)result))
            .Run(Materializer);

    [Fact]
    public async Task The_task_completes_with_the_stream()
    {
        var (ended, _) = Watch(Source.From(Enumerable.Range(1, 3)), Sink.Ignore<int>());
        await ended.Soon();
    }

    [Fact]
    public async Task The_task_fails_with_the_stream()
    {
        var cause = new InvalidOperationException("broken");
        var (ended, sink) = Watch(Source.Failed<int>(cause), Sink.Ignore<int>());
        (await ended.Failure()).ShouldBe(cause);
        (await sink.Failure()).ShouldBe(cause);
    }

    [Fact]
    public async Task The_task_completes_when_the_downstream_has_enough()
    {
        var (ended, _) = Watch(Source.Repeat(1), Sink.First<int>());
        await ended.Soon();
    }
}
