using System.Net;
using System.Text;
using System.Text.Json;
using ActorStream.Server.Tests.Infrastructure;
using ActorStream.TestKit.Viewers;

namespace ActorStream.Server.Tests.Admin;

/// <summary>An export comes into a server that goes on answering.</summary>
public sealed class Importing_conversations : IAsyncLifetime
{
    private readonly AdminServer _source = new();
    private readonly Small _target = new();

    [Fact]
    public async Task They_can_be_read_listed_and_continued_at_once()
    {
        var conversation = await _source.FinishedAsync();
        await using var tail = await _target.StreamAsync("/admin/journal");

        var imported = await ImportAsync(await ExportAsync());

        imported.GetProperty("imported").GetInt64().ShouldBe(1);
        imported.GetProperty("events").GetInt64().ShouldBe(5);
        (await tail.ReadAsync(5)).Count.ShouldBe(5);
        var list = await _target.GetAsync("/admin/conversations");
        list.GetProperty("conversations")[0].Text("conversationId").ShouldBe(conversation);
        await using var viewer = await _target.ViewAsync(conversation);
        await viewer.ReadToEndOfTurnAsync();
        await _target.Client.PromptAsync(conversation, "Go on");
        var turn = await _target.NextTurnAsync(conversation);
        turn.Request.History.Count.ShouldBe(2);
        turn.Say("More.").Finish();
        await viewer.ReadToEndOfTurnAsync();
        (await _target.OrderAsync("/admin/verify", "verified"))
            .GetProperty("findings")
            .GetInt64()
            .ShouldBe(0);
    }

    [Fact]
    public async Task What_exists_or_was_erased_here_is_refused_and_the_rest_comes()
    {
        var here = await _source.FinishedAsync();
        var erased = await _source.FinishedAsync();
        await ImportAsync(await ExportAsync());
        await _target.Operator.DeleteAsync($"/admin/conversations/{erased}");
        var comes = await _source.FinishedAsync();

        var imported = await ImportAsync(await ExportAsync());

        imported.GetProperty("imported").GetInt64().ShouldBe(1);
        imported
            .GetProperty("refusals")
            .EnumerateArray()
            .Select(refusal => (refusal.Text("conversationId"), refusal.Text("reason")))
            .ShouldBe(
                [(here, "It exists already."), (erased, "It exists already.")],
                ignoreOrder: true
            );
        await using var viewer = await _target.ViewAsync(comes);
        await viewer.ReadToEndOfTurnAsync();
    }

    [Fact]
    public async Task A_turn_that_was_open_is_marked_as_after_a_crash()
    {
        var (conversation, _, turn) = await _source.BeginTurnAsync();
        turn.Say("Half an answer");
        await using (var source = await _source.ViewAsync(conversation))
            await source.ReadAsync(2);

        await ImportAsync(await ExportAsync());

        await using var viewer = await _target.ViewAsync(conversation);
        (await viewer.ReadToEndOfTurnAsync())[^1].Name.ShouldBe("turn-interrupted");
        turn.Finish();
    }

    [Fact]
    public async Task An_erasure_that_was_not_finished_is_finished()
    {
        var conversation = await _source.FinishedAsync();
        await _source.AddErasureAsync(conversation, 6);

        var imported = await ImportAsync(await ExportAsync());

        imported.GetProperty("events").GetInt64().ShouldBe(6);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _target.GetAsync("/admin/stats")).GetProperty("events").GetInt64() > 0)
            soon.Token.ThrowIfCancellationRequested();
        (await _target.GetAsync("/admin/conversations"))
            .GetProperty("conversations")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task A_damaged_line_costs_its_conversation_and_is_named()
    {
        await _source.FinishedAsync();
        await _source.FinishedAsync();
        var lines = (await ExportAsync()).Split('\n');
        lines[3] = lines[3].Replace("Hello", "Hallo", StringComparison.Ordinal);

        var imported = await ImportAsync(string.Join('\n', lines));

        imported.GetProperty("imported").GetInt64().ShouldBe(1);
        var refusal = imported.GetProperty("refusals")[0];
        refusal.GetProperty("line").GetInt64().ShouldBe(4);
        refusal.Text("reason").ShouldBe("Line 4 is damaged.");
        (await _target.GetAsync("/admin/stats")).GetProperty("events").GetInt64().ShouldBe(5);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\"conversationId\":\"x\"}\n", 1)]
    [InlineData("EXPORT{}\n", 8)]
    public async Task What_is_no_export_is_refused_with_its_first_wrong_line(string body, int line)
    {
        await _source.FinishedAsync();
        var export = await ExportAsync();

        using var refused = await PostAsync(body.Replace("EXPORT", export));

        var problem = await refused.ShouldBeProblemAsync(400, "invalid-import");
        problem.GetProperty("line").GetInt64().ShouldBe(line);
    }

    [Fact]
    public async Task A_conversation_beyond_the_limits_is_refused()
    {
        var (_, _, turn) = await _source.BeginTurnAsync();
        for (var chunk = 0; chunk < 30; chunk++)
            turn.Say($"chunk {chunk} ");
        turn.Finish();
        await using (var viewer = await _source.ViewAsync(turn.Request.ConversationId.Value))
            await viewer.ReadToEndOfTurnAsync();

        var imported = await ImportAsync(await ExportAsync());

        imported.GetProperty("imported").GetInt64().ShouldBe(0);
        imported.GetProperty("refusals")[0].Text("reason")!.ShouldContain("more than 20 events");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_or_of_another_kind_is_refused()
    {
        using var large = await PostAsync(new string('x', 20_000));
        using var streamed = await _target.Operator.PostAsync(
            "/admin/import",
            Lines(new StreamContent(new Endless(20_000)))
        );
        using var json = await _target.PostAsync("/admin/import", "{}");

        await large.ShouldBeProblemAsync(413, "body-too-large");
        await streamed.ShouldBeProblemAsync(413, "body-too-large");
        await json.ShouldBeProblemAsync(415, "unsupported-media-type");
    }

    public async Task InitializeAsync()
    {
        await _source.InitializeAsync();
        await _target.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
    }

    private Task<string> ExportAsync() => _source.Operator.GetStringAsync("/admin/export");

    private async Task<JsonElement> ImportAsync(string export)
    {
        using var response = await PostAsync(export);
        return await response.ShouldBeJsonAsync(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _target.Operator.PostAsync(
            "/admin/import",
            Lines(new ByteArrayContent(Encoding.UTF8.GetBytes(body)))
        );

    private static HttpContent Lines(HttpContent content)
    {
        content.Headers.ContentType = new("application/jsonl");
        return content;
    }

    /// <summary>Bytes whose number is not told in advance.</summary>
    private sealed class Endless(int length) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();
    }

    private sealed class Small : AdminServer
    {
        protected override string Hocon =>
            "actorstream.admin.import { max-bytes = 15000, max-conversation-events = 20 }";
    }
}
