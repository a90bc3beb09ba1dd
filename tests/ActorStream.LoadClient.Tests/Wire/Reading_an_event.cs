using System.Text;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Tests.Wire;

public sealed class Reading_an_event
{
    private const string Chunk =
        """{"cursor":"9f3c21ab-17","sequenceNr":17,"turnId":"t3","at":"2026-01-31T12:00:00.123456Z","kind":"text","text":"a\u4e16\n"}""";

    [Fact]
    public void Its_members_are_there()
    {
        var wireEvent = WireEvent.Parse("chunk"u8, Encoding.UTF8.GetBytes(Chunk));

        wireEvent.Type.ShouldBe(EventType.Chunk);
        wireEvent.SequenceNr.ShouldBe(17);
        Encoding.UTF8.GetString(wireEvent.Cursor).ShouldBe("9f3c21ab-17");
        Encoding.UTF8.GetString(wireEvent.TurnId).ShouldBe("t3");
        Encoding.UTF8.GetString(wireEvent.Text).ShouldBe("a世\n");
        wireEvent.AtTicks.ShouldBe(
            new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc).Ticks + 1234560
        );
    }

    [Theory]
    [InlineData(
        """{"type":"chunk","text":"a世\n","kind":"text","at":"2026-01-31T12:00:00.123456Z","turnId":"t3","sequenceNr":17,"cursor":"9f3c21ab-17"}""",
        true
    )]
    [InlineData(
        """{"type":"chunk","text":"a世","kind":"text","at":"2026-01-31T12:00:00.123456Z","turnId":"t3","sequenceNr":17,"cursor":"9f3c21ab-17"}""",
        false
    )]
    [InlineData(
        """{"type":"turn-completed","text":"a世\n","kind":"text","at":"2026-01-31T12:00:00.123456Z","turnId":"t3","sequenceNr":17,"cursor":"9f3c21ab-17"}""",
        false
    )]
    [InlineData(
        """{"type":"chunk","text":"a世\n","kind":"text","at":"2026-01-31T12:00:00.123456Z","turnId":"t3","sequenceNr":17,"cursor":"9f3c21ab-17","more":{"a":[1]}}""",
        false
    )]
    [InlineData(
        """{"type":"chunk","text":"text","kind":"a世\n","at":"2026-01-31T12:00:00.123456Z","turnId":"t3","sequenceNr":17,"cursor":"9f3c21ab-17"}""",
        false
    )]
    public void Its_fingerprint_is_the_same_if_and_only_if_it_says_the_same(string other, bool same)
    {
        var one = WireEvent.Parse("chunk"u8, Encoding.UTF8.GetBytes(Chunk)).Fingerprint;
        var two = WireEvent.Parse(default, Encoding.UTF8.GetBytes(other)).Fingerprint;

        (one == two).ShouldBe(same);
    }

    [Fact]
    public void Nested_members_count()
    {
        static ulong Of(string usage) =>
            WireEvent
                .Parse(
                    "turn-completed"u8,
                    Encoding.UTF8.GetBytes($$"""{"sequenceNr":3,"usage":{{usage}},"turnId":"t1"}""")
                )
                .Fingerprint;

        Of("""{"inputTokens":1,"outputTokens":2}""")
            .ShouldBe(Of("""{ "inputTokens": 1, "outputTokens":2 }"""));
        Of("""{"inputTokens":1,"outputTokens":2}""")
            .ShouldNotBe(Of("""{"inputTokens":1,"outputTokens":3}"""));
        Of("null").ShouldNotBe(Of("{}"));
    }
}
