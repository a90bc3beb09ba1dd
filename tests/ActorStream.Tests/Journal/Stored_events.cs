using System.Text;
using System.Text.Json;
using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Tests.Journal;

/// <summary>
/// The shapes that stand in journals out there (I20), and what is refused (I15). A line in here is never changed: a new shape gets
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

    public static TheoryData<string, string, ConversationEvent> GoldenOfVersion1 =>
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

    public static TheoryData<string, string, ConversationEvent> GoldenOfVersion2 =>
        new()
        {
            {
                "conversation-started.v2",
                """{"incarnation":"0123abcd","title":"Über “alles”","tenant":"acme","at":"2026-01-31T12:00:00.123456Z","crc":"c7769d9d"}""",
                new ConversationStarted("0123abcd", "Über “alles”", At, "acme")
            },
            {
                "turn-started.v2",
                """{"prompt":"Hi","provider":"demo","model":"m","options":"{\"seed\":1}","idempotency":{"key":"k","bodyHash":"h"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"a15ba867"}""",
                new TurnStarted(new(1), "Hi", "demo", "m", """{"seed":1}""", new("k", "h"), At)
            },
            {
                "conversation-started.v2",
                """{"incarnation":"0123abcd","title":null,"tenant":null,"at":"2026-01-31T12:00:00.123456Z","crc":"c3ad02c8"}""",
                new ConversationStarted("0123abcd", null, At)
            },
            {
                "turn-started.v2",
                """{"prompt":"Hi","provider":"demo","model":null,"options":null,"idempotency":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"704c6558"}""",
                new TurnStarted(new(1), "Hi", "demo", null, null, null, At)
            },
            {
                "turn-completed.v2",
                """{"finishReason":"stop","usage":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"2f53fd04"}""",
                new TurnCompleted(new(1), "stop", null, At)
            },
            {
                "chunk.v2",
                """{"kind":"text","text":"a\nb 🙂","turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"117fe16e"}""",
                new ChunkAppended(new(1), ChunkKind.Text, "a\nb 🙂", At)
            },
            {
                "chunk.v2",
                """{"kind":"reasoning","text":"hm","turnId":"t12","at":"2026-01-31T12:00:00.123456Z","crc":"48ef679a"}""",
                new ChunkAppended(new(12), ChunkKind.Reasoning, "hm", At)
            },
            {
                "turn-completed.v2",
                """{"finishReason":"stop","usage":{"inputTokens":3,"outputTokens":4},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"041a1e61"}""",
                new TurnCompleted(new(1), "stop", new(3, 4), At)
            },
            {
                "turn-aborted.v2",
                """{"reason":"user","turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"4203f470"}""",
                new TurnAborted(new(1), "user", At)
            },
            {
                "turn-failed.v2",
                """{"failure":{"type":"urn:actorstream:provider-cut","title":"T","detail":"D"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"53cd029b"}""",
                new TurnFailed(new(1), new("urn:actorstream:provider-cut", "T", "D"), At)
            },
            {
                "turn-interrupted.v2",
                """{"reason":"restart","turnId":"t1","at":"2026-01-31T12:00:00.123456Z","crc":"e992d321"}""",
                new TurnInterrupted(new(1), "restart", At)
            },
            {
                "conversation-deleted.v2",
                """{"at":"2026-01-31T12:00:00.123456Z","crc":"c64eb5f8"}""",
                new ConversationDeleted(At)
            },
        };

    [Theory]
    [MemberData(nameof(GoldenOfVersion2))]
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
    [MemberData(nameof(GoldenOfVersion1))]
    [MemberData(nameof(GoldenOfVersion2))]
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
    [InlineData(
        "chunk.v3",
        """{"kind":"text","text":"a","turnId":"t1","at":"2026-01-31T12:00:00Z"}"""
    )]
    public void Are_refused_when_they_are_damaged_or_unknown(string manifest, string json) =>
        Should.Throw<JournalFormatException>(() =>
            ConversationEventCodec.Decode(manifest, Encoding.UTF8.GetBytes(json))
        );

    [Theory]
    [MemberData(nameof(GoldenOfVersion2))]
    public void Are_refused_when_any_byte_is_another(
        string manifest,
        string json,
        ConversationEvent @event
    )
    {
        var whole = Encoding.UTF8.GetBytes(json);
        ConversationEventCodec.Decode(manifest, whole).ShouldBe(@event);
        for (var at = 0; at < whole.Length; at++)
        {
            for (var flipped = 1; flipped < 256; flipped++)
            {
                var damaged = whole.ToArray();
                damaged[at] ^= (byte)flipped;
                Refused(manifest, damaged).ShouldBe(PayloadDamage.Checksum, $"{at} ^ {flipped}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(GoldenOfVersion2))]
    public void Are_refused_when_they_are_cut_at_any_place_or_grow(
        string manifest,
        string json,
        ConversationEvent @event
    )
    {
        var whole = ConversationEventCodec.Encode(@event);
        Encoding.UTF8.GetBytes(json).ShouldBe(whole);
        for (var length = 0; length < whole.Length; length++)
        {
            Refused(manifest, whole[..length]).ShouldBe(PayloadDamage.Checksum);
            Refused(manifest, whole[^length..]).ShouldBe(PayloadDamage.Checksum);
        }

        Refused(manifest, [.. whole, (byte)' ']).ShouldBe(PayloadDamage.Checksum);
    }

    /// <summary>Under the manifest of version 1 nothing would be checked.</summary>
    [Theory]
    [MemberData(nameof(GoldenOfVersion2))]
    public void Are_refused_under_another_manifest(
        string manifest,
        string json,
        ConversationEvent @event
    )
    {
        @event.ShouldNotBeNull();
        var whole = Encoding.UTF8.GetBytes(json);
        foreach (var row in GoldenOfVersion1.Concat(GoldenOfVersion2))
        {
            if ((string)row[0] is var other && other != manifest)
                Should.Throw<JournalFormatException>(() =>
                    ConversationEventCodec.Decode(other, whole)
                );
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\"quoted\" and \\ and \b\f\n\r\t\u0000\u001f\u007f\u2028")]
    [InlineData("Über ‘uns’ 漢字 🙂 👩‍👩‍👧 <script>&'+")]
    public void Come_back_to_the_character(string text)
    {
        var chunk = new ChunkAppended(new(7), ChunkKind.Text, text, At);
        var stored = ConversationEventCodec.Encode(chunk);
        ConversationEventCodec.Decode("chunk.v2", stored).ShouldBe(chunk);
        JsonDocument.Parse(stored).RootElement.GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public void Hold_text_of_any_length()
    {
        var text = string.Concat(Enumerable.Repeat("🙂\n", 100_000));
        var prompt = new TurnStarted(new(1), text, "demo", null, null, null, At);
        ConversationEventCodec
            .Decode("turn-started.v2", ConversationEventCodec.Encode(prompt))
            .ShouldBe(prompt);
    }

    [Fact]
    public void Hold_no_half_of_a_surrogate_pair()
    {
        var chunk = new ChunkAppended(new(1), ChunkKind.Text, "a\ud83db\ude42", At);
        var read = ConversationEventCodec.Decode("chunk.v2", ConversationEventCodec.Encode(chunk));
        ((ChunkAppended)read).Text.ShouldBe("a\ufffdb\ufffd");
    }

    private static PayloadDamage? Refused(string manifest, byte[] payload)
    {
        try
        {
            ConversationEventCodec.Decode(manifest, payload);
            return null;
        }
        catch (JournalFormatException damage)
        {
            return damage.Damage;
        }
    }
}
