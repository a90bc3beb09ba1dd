using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Streams.Tests.Support;
using Akka.Util;

namespace Akka.Streams.Tests.Flows;

public sealed class A_stream_that_fails : StreamsTest
{
    private static readonly InvalidOperationException s_cause = new("broken");

    private static Source<int, NotUsed> TwoThenFailure =>
        Source.From(Enumerable.Range(1, 3)).Select(x => x == 3 ? throw s_cause : x);

    private Task<System.Collections.Immutable.IImmutableList<T>> All<T>(
        Source<T, NotUsed> source
    ) => source.RunWith(Sink.Seq<T>(), Materializer).Soon();

    [Fact]
    public async Task Tells_its_sink_the_cause() =>
        (await TwoThenFailure.RunWith(Sink.Seq<int>(), Materializer).Failure()).ShouldBe(s_cause);

    [Fact]
    public async Task May_recover_with_a_last_element()
    {
        (await All(TwoThenFailure.Recover(_ => Option<int>.Create(-1)))).ShouldBe([1, 2, -1]);
        (
            await TwoThenFailure
                .Recover(_ => Option<int>.None)
                .RunWith(Sink.Seq<int>(), Materializer)
                .Failure()
        ).ShouldBe(s_cause);
    }

    [Fact]
    public async Task May_go_on_with_another_source()
    {
        (
            await All(TwoThenFailure.RecoverWithRetries(_ => Source.From(new[] { 8, 9 }), 1))
        ).ShouldBe([1, 2, 8, 9]);
    }

    [Fact]
    public async Task Goes_on_as_often_as_it_may()
    {
        var failure = await TwoThenFailure
            .RecoverWithRetries(_ => TwoThenFailure, 2)
            .RunWith(Sink.Seq<int>(), Materializer)
            .Failure();
        failure.ShouldBe(s_cause);
        var left = 2;
        (
            await All(
                TwoThenFailure.RecoverWithRetries(
                    _ => left-- > 0 ? TwoThenFailure : Source.Empty<int>(),
                    -1
                )
            )
        ).ShouldBe([1, 2, 1, 2, 1, 2]);
    }

    [Fact]
    public async Task May_fail_with_something_else() =>
        (
            await TwoThenFailure
                .SelectError(cause => new NotSupportedException("other", cause))
                .RunWith(Sink.Seq<int>(), Materializer)
                .Failure()
        ).ShouldBeOfType<NotSupportedException>();

    [Fact]
    public async Task Drops_the_element_when_the_decider_resumes()
    {
        var source = Source
            .From(Enumerable.Range(1, 5))
            .Select(x => x == 3 ? throw s_cause : x)
            .WithAttributes(ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider));
        (await All(source)).ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public async Task Drops_what_was_accumulated_when_the_decider_restarts()
    {
        Source<int, NotUsed> Summing(Decider decider) =>
            Source
                .From(Enumerable.Range(1, 5))
                .Aggregate(0, (sum, x) => x == 3 ? throw s_cause : sum + x)
                .WithAttributes(ActorAttributes.CreateSupervisionStrategy(decider));
        (await All(Summing(Deciders.ResumingDecider))).ShouldBe([12]);
        (await All(Summing(Deciders.RestartingDecider))).ShouldBe([9]);
    }

    [Fact]
    public async Task Asks_the_nearest_decider()
    {
        var asked = new List<string>();
        Attributes Asking(string name, Directive directive) =>
            ActorAttributes.CreateSupervisionStrategy(_ =>
            {
                asked.Add(name);
                return directive;
            });
        var source = Source
            .From(Enumerable.Range(1, 3))
            .Via(
                Flow.Create<int>()
                    .Select(x => x == 2 ? throw s_cause : x)
                    .WithAttributes(Asking("inner", Directive.Resume))
            )
            .WithAttributes(Asking("outer", Directive.Stop));
        (await All(source)).ShouldBe([1, 3]);
        asked.ShouldBe(["inner"]);
    }

    [Fact]
    public async Task Asks_the_decider_of_the_settings_when_it_has_none()
    {
        using var resuming = ActorMaterializer.Create(
            Sys,
            ActorMaterializerSettings.Create(Sys).WithSupervisionStrategy(Deciders.ResumingDecider)
        );
        var all = await TwoThenFailure
            .Concat(Source.Single(9))
            .RunWith(Sink.Seq<int>(), resuming)
            .Soon();
        all.ShouldBe([1, 2, 9]);
    }
}
