using System.Text;
using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Tests.Journal;

/// <summary>
/// The shapes that stand in journals out there (I20). A line in here is never changed: a new shape gets
/// a new manifest and a new line.
/// </summary>
public sealed class Stored_events
{
    private static readonly DateTimeOffset At = new DateTimeOffset(
        2026,
        1,
        31,
        12,
        0,
        0,
        TimeSpan.Zero
    ).AddMicroseconds(123_456);

    public static TheoryData<string, string, ConversationEvent> Golden =>
        new()
        {
            {
                "conversation-started.v1",
                """{"incarnation":"0123abcd","title":"Über “alles”","at":"2026-01-31T12:00:00.123456Z"}""",
                new ConversationStarted("0123abcd", "Über “alles”", At)
            },
            {
                "turn-started.v1",
                """{"prompt":"Hi","provider":"demo","model":"m","options":"{\"seed\":1}","idempotency":{"key":"k","bodyHash":"h"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnStarted(new(1), "Hi", "demo", "m", """{"seed":1}""", new("k", "h"), At)
            },
            {
                "conversation-started.v1",
                """{"incarnation":"0123abcd","title":null,"at":"2026-01-31T12:00:00.123456Z"}""",
                new ConversationStarted("0123abcd", null, At)
            },
            {
                "turn-started.v1",
                """{"prompt":"Hi","provider":"demo","model":null,"options":null,"idempotency":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnStarted(new(1), "Hi", "demo", null, null, null, At)
            },
            {
                "turn-completed.v1",
                """{"finishReason":"stop","usage":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnCompleted(new(1), "stop", null, At)
            },
            {
                "chunk.v1",
                """{"kind":"text","text":"a\nb \uD83D\uDE42","turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new ChunkAppended(new(1), ChunkKind.Text, "a\nb 🙂", At)
            },
            {
                "chunk.v1",
                """{"kind":"reasoning","text":"hm","turnId":"t12","at":"2026-01-31T12:00:00.123456Z"}""",
                new ChunkAppended(new(12), ChunkKind.Reasoning, "hm", At)
            },
            {
                "turn-completed.v1",
                """{"finishReason":"stop","usage":{"inputTokens":3,"outputTokens":4},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnCompleted(new(1), "stop", new(3, 4), At)
            },
            {
                "turn-aborted.v1",
                """{"reason":"user","turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnAborted(new(1), "user", At)
            },
            {
                "turn-failed.v1",
                """{"failure":{"type":"urn:actorstream:provider-cut","title":"T","detail":"D"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnFailed(new(1), new("urn:actorstream:provider-cut", "T", "D"), At)
            },
            {
                "turn-interrupted.v1",
                """{"reason":"restart","turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}""",
                new TurnInterrupted(new(1), "restart", At)
            },
            {
                "conversation-deleted.v1",
                """{"at":"2026-01-31T12:00:00.123456Z"}""",
                new ConversationDeleted(At)
            },
        };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Are_written_as_they_always_were(
        string manifest,
        string json,
        ConversationEvent @event
    )
    {
        ConversationEventCodec.ManifestOf(@event).ShouldBe(manifest);
        Encoding.UTF8.GetString(ConversationEventCodec.Encode(@event)).ShouldBe(json);
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Are_read_as_they_always_were(
        string manifest,
        string json,
        ConversationEvent @event
    ) => ConversationEventCodec.Decode(manifest, Encoding.UTF8.GetBytes(json)).ShouldBe(@event);

    [Theory]
    [InlineData("chunk.v1", "")]
    [InlineData("chunk.v1", "null")]
    [InlineData("chunk.v1", """{"kind":"text","text":"a","turnId":"t1","at":"2026-01-31T12:00""")]
    [InlineData(
        "chunk.v1",
        """{"kind":"noise","text":"a","turnId":"t1","at":"2026-01-31T12:00:00Z"}"""
    )]
    [InlineData("chunk.v1", """{"kind":"text","turnId":"t1","at":"2026-01-31T12:00:00Z"}""")]
    [InlineData(
        "chunk.v1",
        """{"kind":"text","text":null,"turnId":"t1","at":"2026-01-31T12:00:00Z"}"""
    )]
    [InlineData(
        "chunk.v1",
        """{"kind":"text","text":"a","turnId":"x1","at":"2026-01-31T12:00:00Z"}"""
    )]
    [InlineData(
        "chunk.v2",
        """{"kind":"text","text":"a","turnId":"t1","at":"2026-01-31T12:00:00Z"}"""
    )]
    public void Are_refused_when_they_are_damaged_or_unknown(string manifest, string json) =>
        Should.Throw<JournalFormatException>(() =>
            ConversationEventCodec.Decode(manifest, Encoding.UTF8.GetBytes(json))
        );
}
