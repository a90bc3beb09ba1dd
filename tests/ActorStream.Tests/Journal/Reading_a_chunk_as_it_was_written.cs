using System.Text;
using ActorStream.Conversations.Events;
using ActorStream.Journal;

namespace ActorStream.Tests.Journal;

/// <summary>
/// The quick way that nearly every row of a recovery takes: it gives the same event as the general reader
/// (I20), and leaves to it whatever stands there in another way.
/// </summary>
public sealed class Reading_a_chunk_as_it_was_written
{
    private const string At = "2026-01-31T12:00:00.123456Z";

    public static TheoryData<ChunkKind, string> Chunks =>
        new()
        {
            { ChunkKind.Text, "plain" },
            { ChunkKind.Text, "" },
            { ChunkKind.Reasoning, "Über ‘uns’ 漢字 🙂" },
            { ChunkKind.Tool, """{"a":"\\","b":"\""}""" },
            { ChunkKind.Data, "\b\f\n\r\t\u0000\u001f\u007f\u2028" },
            { ChunkKind.Text, "\\" },
            { ChunkKind.Text, "\"" },
            { ChunkKind.Text, "\",\"turnId\":\"t2\",\"at\":\"" },
            { ChunkKind.Lost, "" },
        };

    [Theory]
    [MemberData(nameof(Chunks))]
    public void Gives_the_event(ChunkKind kind, string text)
    {
        foreach (var number in new[] { 1, 10, int.MaxValue })
        {
            var chunk = new ChunkAppended(new(number), kind, text, DateTimeOffset.Parse(At));
            StoredChunkReader.TryRead(ConversationEventCodec.Encode(chunk)).ShouldBe(chunk);
        }
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00.000000Z")]
    [InlineData("2024-02-29T23:59:59.999999Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void Gives_any_time(string at)
    {
        var payload = Sealed($$"""{"kind":"text","text":"a","turnId":"t1","at":"{{at}}" """);
        var read = StoredChunkReader.TryRead(payload);
        read.ShouldNotBeNull();
        Timestamps.ToText(read.At).ShouldBe(at);
        ConversationEventCodec.Decode("chunk.v2", payload).ShouldBe(read);
    }

    [Theory]
    [InlineData($$"""{"text":"a","kind":"text","turnId":"t1","at":"{{At}}" """)]
    [InlineData($$"""{ "kind":"text","text":"a","turnId":"t1","at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":"a","turnId":"t1","more":1,"at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":"a","turnId":"t1","at":"{{At}}","more":1""")]
    [InlineData("""{"kind":"text","text":"a","turnId":"t1","at":"2026-01-31T13:00:00+01:00" """)]
    public void Leaves_another_spelling_to_the_general_reader(string json)
    {
        var payload = Sealed(json);
        StoredChunkReader.TryRead(payload).ShouldBeNull();
        ((ChunkAppended)ConversationEventCodec.Decode("chunk.v2", payload)).Text.ShouldBe("a");
    }

    [Theory]
    [InlineData($$"""{"kind":"texts","text":"a","turnId":"t1","at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":null,"turnId":"t1","at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":"a","turnId":"t01","at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":"a","turnId":"t99999999999","at":"{{At}}" """)]
    [InlineData($$"""{"kind":"text","text":"a","turnId":"t1x","at":"{{At}}" """)]
    [InlineData("""{"kind":"text","text":"a","turnId":"t1","at":"2026-02-29T12:00:00.123456Z" """)]
    [InlineData("""{"kind":"text","text":"a","turnId":"t1","at":"2026-01-31T24:00:00.123456Z" """)]
    [InlineData("""{"kind":"text","text":"a","turnId":"t1","at":"2026-00-31T12:00:00.123456Z" """)]
    [InlineData("""{"kind":"text","text":"a\u0001""")]
    [InlineData("""{"kind":"text","text":"a""")]
    [InlineData("""{"kind":"text","text":"a\""")]
    [InlineData("{")]
    [InlineData("")]
    public void Makes_no_event_of_what_is_none(string json) =>
        StoredChunkReader.TryRead(Sealed(json)).ShouldBeNull();

    [Theory]
    [InlineData("""\x""")]
    [InlineData("""\u12""")]
    [InlineData("""\ud800""")]
    [InlineData("""\n\udc00\ud800""")]
    [InlineData("\\n\u0001")]
    public void Leaves_escapes_that_are_no_text_to_the_general_reader(string escapes)
    {
        var payload = Sealed(
            $$"""{"kind":"text","text":"{{escapes}}","turnId":"t1","at":"{{At}}" """
        );
        StoredChunkReader.TryRead(payload).ShouldBeNull();
        Should.Throw<JournalFormatException>(() =>
            ConversationEventCodec.Decode("chunk.v2", payload)
        );
    }

    [Fact]
    public void Leaves_bytes_that_are_no_text_to_the_general_reader()
    {
        var json = Encoding.UTF8.GetBytes(
            $$"""{"kind":"text","text":"?","turnId":"t1","at":"{{At}}" """.TrimEnd()
        );
        json[json.AsSpan().IndexOf((byte)'?')] = 0xff;
        StoredChunkReader.TryRead(Sealed(json)).ShouldBeNull();
        json[json.AsSpan().IndexOf((byte)0xff)] = (byte)'\n';
        StoredChunkReader.TryRead(Sealed(json)).ShouldBeNull();
    }

    /// <summary>With the right checksum; the space before a raw literal's end is not part of the JSON.</summary>
    private static byte[] Sealed(string json) => Sealed(Encoding.UTF8.GetBytes(json.TrimEnd()));

    private static byte[] Sealed(byte[] body)
    {
        var payload = new byte[body.Length + Checksum.Length];
        body.CopyTo(payload, 0);
        Checksum.Write(Checksum.Of("chunk.v2", body), payload.AsSpan(body.Length));
        return payload;
    }
}
