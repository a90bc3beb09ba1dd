using System.Text;
using ActorStream.Conversations.Events;
using ActorStream.Views;

namespace ActorStream.Tests.Views;

public sealed class The_bytes_of_an_event
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_chunk_is_one_frame_with_one_line_of_data()
    {
        var chunk = Event(new ChunkAppended(new(1), ChunkKind.Text, "a\r\nb\n\nid: 9\u2028", At));

        Text(chunk.SseFrame)
            .ShouldBe(
                "id: 0123abcd-7\nevent: chunk\ndata: "
                    + """{"type":"chunk","cursor":"0123abcd-7","sequenceNr":7,"turnId":"t1","at":"2026-01-31T12:00:00.000000Z","kind":"text","text":"a\r\nb\n\nid: 9\u2028"}"""
                    + "\n\n"
            );
    }

    [Fact]
    public void The_json_is_the_data_of_the_frame()
    {
        var ended = Event(new TurnCompleted(new(2), "stop", new(1, 2), At));

        Text(ended.Json)
            .ShouldBe(
                """{"type":"turn-completed","cursor":"0123abcd-7","sequenceNr":7,"turnId":"t2","at":"2026-01-31T12:00:00.000000Z","finishReason":"stop","usage":{"inputTokens":1,"outputTokens":2}}"""
            );
        Text(ended.SseFrame).ShouldContain($"data: {Text(ended.Json)}\n\n");
    }

    [Fact]
    public void Missing_values_are_null_and_present()
    {
        Text(Event(new TurnCompleted(new(1), "stop", null, At)).Json)
            .ShouldContain("\"usage\":null");
        Text(Event(new TurnStarted(new(1), "p", "demo", null, null, null, At)).Json)
            .ShouldContain("\"model\":null");
        Text(Event(new TurnFailed(new(1), new("urn:x", "t", null), At)).Json)
            .ShouldContain(
                """
                "error":{"type":"urn:x","title":"t","detail":null}
                """
            );
    }

    [Fact]
    public void A_reset_has_number_0_and_no_turn()
    {
        var reset = new ViewItem.Reset("0123abcd");

        Text(reset.Json)
            .ShouldBe(
                """{"type":"reset","cursor":"0123abcd-0","sequenceNr":0,"turnId":null,"reason":"unknown-cursor"}"""
            );
        Text(reset.SseFrame).ShouldStartWith("id: 0123abcd-0\nevent: reset\ndata: {");
    }

    [Fact]
    public void An_event_is_encoded_once_for_all_viewers()
    {
        var chunk = Event(new ChunkAppended(new(1), ChunkKind.Text, "a", At));

        chunk.SseFrame.Equals(chunk.SseFrame).ShouldBeTrue();
    }

    private static JournaledEvent Event(ConversationEvent @event) =>
        new(new("0123abcd", 7), @event);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
