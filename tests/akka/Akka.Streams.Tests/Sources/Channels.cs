using System.Threading.Channels;
using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Sources;

public sealed class Streams_and_channels : StreamsTest
{
    [Fact]
    public async Task A_channel_can_be_read()
    {
        var channel = Channel.CreateUnbounded<int>();
        var done = ChannelSource.FromReader(channel.Reader).RunWith(Sink.Seq<int>(), Materializer);
        for (var i = 1; i <= 1000; i++)
            await channel.Writer.WriteAsync(i);
        channel.Writer.Complete();
        (await done.Soon()).ShouldBe(Enumerable.Range(1, 1000));
    }

    [Fact]
    public async Task A_failed_channel_fails_the_stream()
    {
        var channel = Channel.CreateUnbounded<int>();
        var done = ChannelSource
            .FromReader(channel.Reader)
            .RunWith(Sink.Ignore<int>(), Materializer);
        channel.Writer.Complete(new InvalidOperationException("broken"));
        (await done.Failure()).ToString().ShouldContain("broken");
    }

    [Fact]
    public async Task A_stream_can_be_written_to_through_a_channel()
    {
        var (writer, done) = Source
            .Channel<int>(4)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 100; i++)
            await writer.WriteAsync(i).AsTask().Soon();
        writer.Complete();
        (await done.Soon()).ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task A_stream_can_be_read_through_a_channel()
    {
        var reader = Source
            .From(Enumerable.Range(1, 100))
            .RunWith(ChannelSink.AsReader<int>(4), Materializer);
        var all = new List<int>();
        await foreach (var element in reader.ReadAllAsync())
            all.Add(element);
        all.ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task A_failed_stream_fails_the_channel()
    {
        var reader = Source
            .Failed<int>(new InvalidOperationException("broken"))
            .RunWith(ChannelSink.AsReader<int>(4), Materializer);
        (await reader.Completion.Failure()).Message.ShouldBe("broken");
    }

    [Fact]
    public async Task A_channel_of_someone_else_is_left_open()
    {
        var channel = Channel.CreateUnbounded<int>();
        var (ended, _) = Source
            .From(Enumerable.Range(1, 3))
            .WatchTermination((_, termination) => termination)
            .ToMaterialized(ChannelSink.FromWriter(channel.Writer, isOwner: false), Keep.Both)
            .Run(Materializer);
        await ended.Soon();
        (await channel.Reader.ReadAsync()).ShouldBe(1);
        (await channel.Reader.ReadAsync()).ShouldBe(2);
        (await channel.Reader.ReadAsync()).ShouldBe(3);
        channel.Reader.Completion.IsCompleted.ShouldBeFalse();
    }
}
