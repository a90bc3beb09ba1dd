using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Xunit.Sdk;

namespace Akka.TestKit.Tests;

public class Probing_streams : Xunit2.TestKit
{
    private readonly ActorMaterializer materializer;

    public Probing_streams() => materializer = Sys.Materializer();

    private (TestPublisher.Probe<int> Source, TestSubscriber.Probe<int> Sink) Run() =>
        this.SourceProbe<int>()
            .Select(n => n * 10)
            .ToMaterialized(this.SinkProbe<int>(), Keep.Both)
            .Run(materializer);

    [Fact]
    public void Elements_come_when_they_are_asked_for()
    {
        var (source, sink) = Run();
        sink.Request(2);
        source.SendNext(1).SendNext(2).SendNext(3);
        sink.ExpectNext(10, 20);
        sink.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        sink.RequestNext(30);
    }

    [Fact]
    public async Task Elements_come_when_they_are_asked_for_async()
    {
        var (source, sink) = Run();
        await source.SendNextAsync(1);
        (await sink.RequestNextAsync()).ShouldBe(10);
        await source.SendCompleteAsync();
        await sink.ExpectCompleteAsync();
    }

    [Fact]
    public void An_element_or_the_end_will_do()
    {
        var (source, sink) = Run();
        sink.Request(2);
        source.SendNext(1).SendComplete();
        sink.ExpectNextOrComplete().ShouldBe(10);
        sink.ExpectNextOrComplete().ShouldBeOfType<TestSubscriber.OnComplete>();
    }

    [Fact]
    public void An_element_or_an_error_will_do()
    {
        var (source, sink) = Run();
        sink.Request(2);
        source.SendNext(1).SendError(new InvalidOperationException("boom"));
        sink.ExpectNextOrError().ShouldBe(10);
        sink.ExpectNextOrError().ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task The_end_is_expected_async()
    {
        var (source, sink) = Run();
        await sink.EnsureSubscriptionAsync();
        sink.Request(1);
        await source.SendNextAsync(1);
        await sink.ExpectNextAsync(10);
        await source.SendErrorAsync(new InvalidOperationException("boom"));
        (await sink.ExpectErrorAsync()).Message.ShouldBe("boom");
    }

    [Fact]
    public async Task A_cancellation_is_expected_async()
    {
        var (source, sink) = Run();
        await sink.EnsureSubscriptionAsync();
        sink.Cancel();
        await source.ExpectCancellationAsync();
    }

    [Fact]
    public void Elements_are_matched_and_counted()
    {
        var (source, sink) = Run();
        sink.Request(4);
        source.SendNext(1).SendNext(2).SendNext(3).SendNext(4);
        sink.MatchNext<int>(element => element == 10);
        sink.ExpectNextN([20, 30]);
        sink.ExpectNextN(1).ShouldBe([40]);
    }

    [Fact]
    public void Another_element_is_noticed()
    {
        var (source, sink) = Run();
        source.SendNext(1);
        Should.Throw<Exception>(() => sink.RequestNext(11));
    }

    [Fact]
    public void Completion_comes_after_what_was_sent()
    {
        var (source, sink) = Run();
        source.SendNext(1).SendComplete();
        sink.Request(5).ExpectNext(10).ExpectComplete();
    }

    [Fact]
    public void An_error_reaches_the_end()
    {
        var (source, sink) = Run();
        sink.Request(1);
        source.SendError(new InvalidOperationException("boom"));
        sink.ExpectError().Message.ShouldBe("boom");
    }

    [Fact]
    public void A_cancellation_reaches_the_start()
    {
        var (source, sink) = Run();
        sink.Cancel();
        source.ExpectCancellation();
    }

    [Fact]
    public void The_start_is_asked_for_elements()
    {
        var (source, sink) = Run();
        sink.Request(1);
        source.ExpectRequest().ShouldBeGreaterThan(0);
        source.Pending.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void An_end_alone_can_be_probed()
    {
        Source
            .From([1, 2, 3])
            .RunWith(this.SinkProbe<int>(), materializer)
            .Request(10)
            .ExpectNextN([1, 2, 3])
            .ExpectComplete();
        Source
            .Empty<int>()
            .RunWith(this.SinkProbe<int>(), materializer)
            .ExpectSubscriptionAndComplete();
        Source
            .Failed<int>(new InvalidOperationException("boom"))
            .RunWith(this.SinkProbe<int>(), materializer)
            .ExpectSubscriptionAndError()
            .Message.ShouldBe("boom");
    }

    [Fact]
    public void Elements_may_come_in_any_order() =>
        Source
            .From([3, 1, 2])
            .RunWith(this.SinkProbe<int>(), materializer)
            .Request(3)
            .ExpectNextUnordered(1, 2, 3);

    [Fact]
    public void All_elements_can_be_collected() =>
        Source
            .From([1, 2, 3])
            .RunWith(this.SinkProbe<int>(), materializer)
            .ToStrict(TimeSpan.FromSeconds(3))
            .ShouldBe([1, 2, 3]);
}
