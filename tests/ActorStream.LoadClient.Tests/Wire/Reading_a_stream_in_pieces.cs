using System.Text;
using ActorStream.LoadClient.Wire;

namespace ActorStream.LoadClient.Tests.Wire;

public sealed class Reading_a_stream_in_pieces
{
    private const string Stream =
        "retry: 1000\n\n: hb\n\nid: a-2\nevent: chunk\ndata: {\"text\":\"世\"}\n\n"
        + "data:x\r\nid:b\r\n\r\n\n: hb\n\nevent: only a name\n\nid: a-3\ndata: {}\n\n";

    [Fact]
    public void Events_are_the_same_wherever_the_bytes_are_cut()
    {
        var whole = Read([Encoding.UTF8.GetBytes(Stream)]);
        whole.ShouldBe(["a-2|chunk|{\"text\":\"世\"}", "b||x", "a-3||{}"]);

        var bytes = Encoding.UTF8.GetBytes(Stream);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Read([bytes[..cut], bytes[cut..]]).ShouldBe(whole);
        }

        Read([.. bytes.Select(value => new[] { value })]).ShouldBe(whole);
    }

    [Fact]
    public void Chunk_framing_is_taken_off_wherever_the_bytes_are_cut()
    {
        var raw = "5\r\nHello\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n"u8.ToArray();
        for (var cut = 0; cut <= raw.Length; cut++)
        {
            var decoder = new ChunkedDecoder();
            var payload = new byte[raw.Length];
            var length = decoder.Decode(raw.AsSpan(0, cut), payload);
            length += decoder.Decode(raw.AsSpan(cut), payload.AsSpan(length));

            Encoding
                .ASCII.GetString(payload, 0, length)
                .ShouldBe("Helloabcdefghijklmnopqrstuvwxyz");
            decoder.IsComplete.ShouldBeTrue();
        }
    }

    [Fact]
    public void Broken_chunk_framing_is_an_error() =>
        Should.Throw<InvalidDataException>(() =>
        {
            var decoder = new ChunkedDecoder();
            decoder.Decode("5\r\nHelloX"u8, new byte[20]);
        });

    private static List<string> Read(byte[][] pieces)
    {
        var reader = new SseReader(capacity: 8);
        var events = new List<string>();
        foreach (var piece in pieces)
        {
            piece.CopyTo(reader.GetSpan(piece.Length));
            reader.Advance(piece.Length);
            while (reader.TryRead(out var sse))
            {
                events.Add(
                    $"{Encoding.UTF8.GetString(sse.Id)}|{Encoding.UTF8.GetString(sse.Name)}|{Encoding.UTF8.GetString(sse.Data)}"
                );
            }
        }

        return events;
    }
}
