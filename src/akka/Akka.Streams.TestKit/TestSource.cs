using Akka.Streams.Dsl;
using Akka.Streams.TestKit.Stages;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Starts a stream in a test's hands.</summary>
public static class TestSource
{
    /// <summary>A source that emits what the test sends, and tells it what is asked for.</summary>
    public static Source<T, TestPublisher.Probe<T>> SourceProbe<T>(this TestKitBase testKit) =>
        new(new ProbeSourceNode<T>(testKit));
}
