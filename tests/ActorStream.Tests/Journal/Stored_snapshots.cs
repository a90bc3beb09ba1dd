using System.Text;
using ActorStream.Conversations;
using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Tests.Journal;

/// <summary>The shapes of snapshots (I20). A line in here is never changed.</summary>
public sealed class Stored_snapshots
{
    private const string Version1 =
        """{"started":{"incarnation":"0123abcd","title":"T","at":"2026-01-31T12:00:00.123456Z"},"sequenceNr":5,"updatedAt":"2026-01-31T12:00:00.123456Z","turns":[{"started":{"prompt":"Hi \uD83D\uDE42","provider":"demo","model":null,"options":null,"idempotency":{"key":"k","bodyHash":"h"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"},"startedSequenceNr":2,"endedSequenceNr":5,"parts":[{"kind":"reasoning","text":"hm"},{"kind":"text","text":"Hello"}],"completed":{"finishReason":"stop","usage":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"},"aborted":null,"failed":null,"interrupted":null}]}""";

    private const string Version2 =
        """{"started":{"incarnation":"0123abcd","title":"T","tenant":null,"at":"2026-01-31T12:00:00.123456Z"},"sequenceNr":5,"updatedAt":"2026-01-31T12:00:00.123456Z","turns":[{"started":{"prompt":"Hi 🙂","provider":"demo","model":null,"options":null,"idempotency":{"key":"k","bodyHash":"h"},"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"},"startedSequenceNr":2,"endedSequenceNr":5,"parts":[{"kind":"reasoning","text":"hm"},{"kind":"text","text":"Hello"}],"completed":{"finishReason":"stop","usage":null,"turnId":"t1","at":"2026-01-31T12:00:00.123456Z"}}],"crc":"cd606f34"}""";

    private static readonly DateTimeOffset At = new DateTimeOffset(
        2026,
        1,
        31,
        12,
        0,
        0,
        TimeSpan.Zero
    ).AddMicroseconds(123_456);

    private static readonly ConversationSnapshot Snapshot = new(
        new("0123abcd", "T", At),
        5,
        At,
        [
            new(
                new(new(1), "Hi 🙂", "demo", null, null, new("k", "h"), At),
                2,
                5,
                [new(ChunkKind.Reasoning, "hm"), new(ChunkKind.Text, "Hello")],
                Completed: new(new(1), "stop", null, At)
            ),
        ]
    );

    [Fact]
    public void Are_written_as_they_always_were() =>
        Encoding.UTF8.GetString(ConversationEventCodec.Encode(Snapshot)).ShouldBe(Version2);

    [Theory]
    [InlineData("conversation.v1", Version1)]
    [InlineData("conversation.v2", Version2)]
    public void Are_read_as_they_always_were(string manifest, string json)
    {
        var read = ConversationEventCodec.DecodeSnapshot(manifest, Encoding.UTF8.GetBytes(json));
        // Records with lists: equal when they are written equal.
        ConversationEventCodec.Encode(read).ShouldBe(Encoding.UTF8.GetBytes(Version2));
    }

    [Fact]
    public void Are_refused_when_any_byte_is_another_or_missing()
    {
        var whole = Encoding.UTF8.GetBytes(Version2);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x04;
            Should.Throw<JournalFormatException>(() =>
                ConversationEventCodec.DecodeSnapshot("conversation.v2", damaged)
            );
            Should.Throw<JournalFormatException>(() =>
                ConversationEventCodec.DecodeSnapshot("conversation.v2", whole.AsSpan(0, at))
            );
        }
    }

    [Fact]
    public void Hold_every_end_that_a_turn_can_have()
    {
        TurnEnded[] ends =
        [
            new TurnCompleted(new(1), "stop", new(1, 2), At),
            new TurnAborted(new(1), "user", At),
            new TurnFailed(new(1), new("urn:x", "T", null), At),
            new TurnInterrupted(new(1), "restart", At),
        ];
        foreach (var end in ends)
        {
            var turn = Snapshot.Turns[0] with
            {
                Completed = end as TurnCompleted,
                Aborted = end as TurnAborted,
                Failed = end as TurnFailed,
                Interrupted = end as TurnInterrupted,
            };
            var read = ConversationEventCodec.DecodeSnapshot(
                "conversation.v2",
                ConversationEventCodec.Encode(Snapshot with { Turns = [turn] })
            );
            var state = Snapshots.Restore(read, new Transcript());
            state.Turns.Single().Status.ShouldBe(ConversationState.StatusOf(end));
        }
    }
}
