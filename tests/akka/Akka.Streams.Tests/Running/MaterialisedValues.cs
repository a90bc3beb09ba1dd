using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Running;

public sealed class Materialised_values : StreamsTest
{
    private static Source<int, string> Named =>
        Source.From(Enumerable.Range(1, 3)).MapMaterializedValue(_ => "source");

    private static Flow<int, int, string> NamedFlow =>
        Flow.Create<int>().MapMaterializedValue(_ => "flow");

    private static Sink<int, string> NamedSink =>
        Sink.Ignore<int>().MapMaterializedValue(_ => "sink");

    [Fact]
    public void Are_kept_from_the_side_that_is_chosen()
    {
        Named.To(NamedSink).Run(Materializer).ShouldBe("source");
        Named.ToMaterialized(NamedSink, Keep.Left).Run(Materializer).ShouldBe("source");
        Named.ToMaterialized(NamedSink, Keep.Right).Run(Materializer).ShouldBe("sink");
        Named.ToMaterialized(NamedSink, Keep.Both).Run(Materializer).ShouldBe(("source", "sink"));
        Named.ToMaterialized(NamedSink, Keep.None).Run(Materializer).ShouldBe(NotUsed.Instance);
        Named.RunWith(NamedSink, Materializer).ShouldBe("sink");
    }

    [Fact]
    public void Of_flows_are_kept_too()
    {
        Named.Via(NamedFlow).To(NamedSink).Run(Materializer).ShouldBe("source");
        Named
            .ViaMaterialized(NamedFlow, Keep.Right)
            .To(NamedSink)
            .Run(Materializer)
            .ShouldBe("flow");
        NamedFlow
            .To(NamedSink)
            .RunWith(Source.Empty<int>(), Materializer)
            .ShouldBe(NotUsed.Instance);
        Named.RunWith(NamedFlow.To(NamedSink), Materializer).ShouldBe("flow");
        Named
            .RunWith(NamedFlow.ToMaterialized(NamedSink, Keep.Both), Materializer)
            .ShouldBe(("flow", "sink"));
        NamedFlow.RunWith(Named, NamedSink, Materializer).ShouldBe(("source", "sink"));
    }

    [Fact]
    public void Can_be_mapped()
    {
        Named.To(NamedSink).MapMaterializedValue(name => name.Length).Run(Materializer).ShouldBe(6);
        NamedFlow
            .MapMaterializedValue(name => name + "!")
            .To(NamedSink)
            .RunWith(Named, Materializer);
    }

    [Fact]
    public void Are_made_anew_by_each_run()
    {
        var count = 0;
        var graph = Source.Empty<int>().MapMaterializedValue(_ => ++count).To(Sink.Ignore<int>());
        graph.Run(Materializer).ShouldBe(1);
        graph.Run(Materializer).ShouldBe(2);
    }

    [Fact]
    public void Of_what_is_concatenated_can_be_combined()
    {
        Named
            .ConcatMaterialized(Named, (left, right) => $"{left}+{right}")
            .To(NamedSink)
            .Run(Materializer)
            .ShouldBe("source+source");
    }

    [Fact]
    public async Task A_flow_may_be_a_sink_and_a_source()
    {
        var flow = Flow.FromSinkAndSource(
            Sink.Seq<int>(),
            Source.From(new[] { "a", "b" }),
            Keep.Left
        );
        var (seen, letters) = Named
            .ViaMaterialized(flow, Keep.Right)
            .ToMaterialized(Sink.Seq<string>(), Keep.Both)
            .Run(Materializer);
        (await seen.Soon()).ShouldBe([1, 2, 3]);
        (await letters.Soon()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_source_may_be_materialised_before_the_rest()
    {
        var (promise, source) = Source.Maybe<int>().PreMaterialize(Materializer);
        var all = source.RunWith(Sink.Seq<int>(), Materializer);
        promise.TrySetResult(5);
        (await all.Soon()).ShouldBe([5]);
    }

    [Fact]
    public async Task An_actor_system_can_run_streams_itself() =>
        (await Named.RunWith(Sink.Seq<int>(), Sys).Soon()).ShouldBe([1, 2, 3]);
}
