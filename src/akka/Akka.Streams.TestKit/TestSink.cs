using Akka.Streams.Dsl;
using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Ends a stream in a test's hands.</summary>
public static class TestSink
{
    /// <summary>A sink that asks for what the test asks for, and gives it what comes.</summary>
    public static Sink<T, TestSubscriber.Probe<T>> SinkProbe<T>(this TestKitBase testKit) =>
        new(new ProbeSinkNode<T>(testKit));
}
