using Akka.Streams.Dsl;
using Akka.Streams.Tests.Support;

namespace Akka.Streams.Tests.Flows;

/// <summary>Null is no element of a stream: one that makes it fails.</summary>
public sealed class A_stream_in_which_null_is_made : StreamsTest
{
    private static Source<int, NotUsed> Numbers => Source.From(Enumerable.Range(1, 3));

    public static TheoryData<string> Makers => [.. Sources.Keys];

    private static Dictionary<string, Source<string, NotUsed>> Sources { get; } =
        new(StringComparer.Ordinal)
        {
            ["Select"] = Numbers.Select(_ => (string)null!),
            ["SelectAsync, done"] = Numbers.SelectAsync(1, _ => Task.FromResult<string>(null!)),
            ["SelectAsync, later"] = Numbers.SelectAsync(2, _ => Later()),
            ["SelectAsyncUnordered"] = Numbers.SelectAsyncUnordered(2, _ => Later()),
            ["SelectMany"] = Numbers.SelectMany(_ => new string[] { null! }),
            ["Scan"] = Numbers.Scan("", (_, _) => null!),
            ["a list"] = Source.From(new List<string> { "a", null! }),
            ["an array"] = Source.From(["a", null!]),
            ["an async enumerable"] = Source.From(() => Enumerate()),
        };

    [Theory]
    [MemberData(nameof(Makers))]
    public async Task Fails(string maker) =>
        (
            await Sources[maker].RunWith(Sink.Ignore<string>(), Materializer).Failure()
        ).ShouldBeOfType<ArgumentNullException>();

    [Fact]
    public async Task Completes_when_it_only_collects_what_is_there() =>
        (
            await Numbers
                .Collect(x => x == 2 ? null! : $"{x}")
                .RunWith(Sink.Seq<string>(), Materializer)
                .Soon()
        ).ShouldBe(["1", "3"]);

    private static async Task<string> Later()
    {
        await Task.Yield();
        return null!;
    }

    private static async IAsyncEnumerable<string> Enumerate()
    {
        await Task.Yield();
        yield return null!;
    }
}
